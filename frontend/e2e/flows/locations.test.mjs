import { expect } from 'vitest'

import { goods, left } from '../world/goods.mjs'
import { settled } from '../world/pages.mjs'
import { test } from '../world/test.mjs'

const dialog = (page) => page.getByRole('dialog')

/** How much of a product is at each location. */
async function levels(shop, product) {
  const all = await shop.client.levels.list({ filter: { product: product.id } })
  return new Map(all.items.map(({ location, onHand }) => [location, onHand]))
}

test('make a location, ship stock to it, mark it as received, and go back in time', async ({
  visit,
  shop,
}) => {
  const product = await goods(shop, { quantity: 9 })
  const page = await visit('/owner/locations')
  await page.getByRole('button', { name: 'New location' }).click()
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('Cellar')
  await dialog(page).getByRole('textbox', { name: 'Turn in selling' }).fill('3')
  await dialog(page).getByRole('button', { name: 'New location' }).click()
  await page.getByRole('row').filter({ hasText: 'Cellar' }).waitFor()
  const cellar = (await shop.client.locations.list()).items.find(({ name }) => name === 'Cellar')
  expect(cellar).toMatchObject({ priority: 3, active: true })

  await page.goto(`/owner/products/${product.id}/stock`)
  await page.getByRole('button', { name: `Transfer ${product.name} from Main` }).click()
  await dialog(page).getByRole('combobox', { name: 'To' }).selectOption({ label: 'Cellar' })
  await dialog(page).getByRole('textbox', { name: 'Units' }).fill('4')
  await dialog(page).getByText('It is on its way').click()
  await dialog(page).getByLabel('Expected').fill('2031-05-04T10:30')
  await dialog(page).getByRole('button', { name: 'Transfer' }).click()
  await dialog(page).waitFor({ state: 'detached' })
  expect(await levels(shop, product)).toEqual(
    new Map([
      ['main', 5],
      [cellar.id, 0],
    ]),
  )
  const table = page.getByRole('table', { name: 'By location' })
  await table.getByRole('row').filter({ hasText: 'Cellar' }).waitFor()

  await page.getByRole('link', { name: 'Locations' }).click()
  const onTheWay = page.getByRole('region', { name: 'On the way' })
  await onTheWay.getByText('Main to Cellar').waitFor()
  await onTheWay.getByText(/^04\/05\/2031, 10:30/).waitFor()
  await onTheWay.getByRole('button', { name: /^Received: 4 × .*, Main to Cellar$/ }).click()
  await onTheWay.getByText('Nothing is on its way between locations.').waitFor()
  expect(await levels(shop, product)).toEqual(
    new Map([
      ['main', 5],
      [cellar.id, 4],
    ]),
  )
  // All of it can be sold, whatever is where.
  expect(await left(shop, product)).toBe(9)

  await page.goto(`/owner/products/${product.id}/stock`)
  await settled(page)
  const slider = page.getByRole('slider', { name: 'Moment in time' })
  await page.getByRole('button', { name: 'Previous movement' }).click()
  await page.getByText('Transferred by', { exact: false }).first().waitFor()
  await slider.focus()
  await page.keyboard.press('Home')
  await page.getByText('Received by', { exact: false }).first().waitFor()
  await expect.poll(() => table.getByRole('row').count()).toBe(2)
  await table.getByRole('cell').getByText('9', { exact: true }).first().waitFor()
  await page.keyboard.press('End')
  await table.getByRole('row').filter({ hasText: 'Cellar' }).waitFor()
})

test('a location with stock stays in use, and the page says what to do first', async ({
  visit,
  shop,
}) => {
  const product = await goods(shop, { quantity: 2 })
  const loft = await shop.client.locations.create({ name: 'Loft', priority: 9 })
  const lines = [{ productId: product.id, quantity: 2 }]
  await shop.client.transfers.create({ from: 'main', to: loft.id, lines })
  const page = await visit('/owner/locations', { expects: [/status of 409/] })
  await page.getByRole('button', { name: 'Edit Loft' }).click()
  await dialog(page).getByText('Not in use', { exact: true }).click()
  await dialog(page).getByRole('button', { name: 'Save' }).click()
  await dialog(page).getByRole('alert').getByText('There is stock at that location').waitFor()
  expect((await shop.client.locations.get(loft.id)).active).toBe(true)
})

test('a reservation counts down on the board, runs out, and its units can be bought', async ({
  visit,
  shop,
}) => {
  const product = await goods(shop, { quantity: 5 })
  const expiresAt = new Date(Date.now() + 8_000).toISOString()
  await shop.client.reservations.create({
    lines: [{ productId: product.id, quantity: 3 }],
    owner: 'basket-of-ana',
    expiresAt,
  })
  expect(await left(shop, product)).toBe(2)
  const page = await visit('/owner/reservations')
  const row = page.getByRole('row').filter({ hasText: 'basket-of-ana' })
  await row.getByText(`3 × ${product.name}`).waitFor()
  await row.getByRole('timer').waitFor()
  await row.waitFor({ state: 'detached', timeout: 20_000 })
  expect(await left(shop, product)).toBe(5)
  await page.getByText('Ended', { exact: true }).click()
  await page.getByRole('row').filter({ hasText: 'basket-of-ana' }).getByText('Run out').waitFor()
})

test('the owner lets a reservation go', async ({ visit, shop }) => {
  const product = await goods(shop, { quantity: 5 })
  await shop.client.reservations.create({
    lines: [{ productId: product.id, quantity: 3 }],
    owner: 'basket-of-luis',
  })
  const page = await visit('/owner/reservations')
  await page.getByRole('button', { name: 'Let go of the reservation for basket-of-luis' }).click()
  await dialog(page).getByRole('button', { name: 'Let go' }).click()
  // Behind an open dialog nothing can be found by its role.
  await dialog(page).waitFor({ state: 'detached' })
  await page.getByRole('row').filter({ hasText: 'basket-of-luis' }).waitFor({ state: 'detached' })
  expect(await left(shop, product)).toBe(5)
})

test('the owner holds a reservation longer, but not for ever', async ({ visit, shop }) => {
  const product = await goods(shop, { quantity: 5 })
  const { id, expiresAt } = await shop.client.reservations.create({
    lines: [{ productId: product.id, quantity: 3 }],
    owner: 'basket-of-eva',
  })
  const page = await visit('/owner/reservations', { expects: [/status of 409/] })
  await page.getByRole('button', { name: 'Extend the reservation for basket-of-eva' }).click()
  const minutes = dialog(page).getByRole('textbox', { name: 'Minutes more' })
  await minutes.fill('100000')
  await dialog(page).getByRole('button', { name: 'Extend' }).click()
  await dialog(page).getByText('It is not held that long').waitFor()
  await minutes.fill('5')
  await dialog(page).getByRole('button', { name: 'Extend' }).click()
  await dialog(page).waitFor({ state: 'detached' })
  await page.getByText('What is held for basket-of-eva is held until').first().waitFor()
  const after = await shop.client.reservations.get(id)
  expect(Date.parse(after.expiresAt) - Date.parse(expiresAt)).toBe(5 * 60_000)
})
