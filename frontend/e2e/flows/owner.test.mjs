import { expect } from 'vitest'

import { goods, left } from '../world/goods.mjs'
import { settled } from '../world/pages.mjs'
import { test } from '../world/test.mjs'

const dialog = (page) => page.getByRole('dialog')

/** Opens the dialog that changes a product's stock, from the table of products. */
async function adjusting(visit, product, settings) {
  const page = await visit(`/owner/products?q=${product.sku}`, settings)
  await page.getByRole('button', { name: `Adjust stock of ${product.name}` }).click()
  await dialog(page).getByText(product.name).waitFor()
  return page
}

test('create a product, keep its stock, adjust it with a reason, undo, and read the history', async ({
  visit,
  shop,
}) => {
  const page = await visit('/owner/products')
  await page.getByRole('link', { name: 'New product' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Owner’s teapot')
  await page.getByLabel('SKU', { exact: true }).fill('TEA-POT-1')
  await page.getByLabel('Price', { exact: true }).fill('19.90')
  await page.getByRole('button', { name: 'Create product' }).click()

  await page.getByRole('button', { name: 'Keep stock' }).click()
  await dialog(page).getByRole('textbox', { name: 'On hand now' }).fill('10')
  await dialog(page).getByRole('button', { name: 'Keep stock' }).click()
  await dialog(page).waitFor({ state: 'detached' })
  const [teapot] = (await shop.client.products.list({ filter: { sku: 'tea-pot-1' } })).items
  expect(teapot).toMatchObject({ name: 'Owner’s teapot', price: { amount: 1990, currency: 'EUR' } })
  expect(await left(shop, teapot)).toBe(10)

  await page.getByRole('button', { name: 'Adjust stock' }).click()
  await dialog(page).getByText('Write off', { exact: true }).first().click()
  await dialog(page).getByRole('textbox', { name: 'Units' }).fill('2')
  await dialog(page).getByRole('button', { name: 'Write off' }).click()
  // Without a reason nothing is written.
  await dialog(page).getByText('Say why: it stands in the history.').waitFor()
  expect(await left(shop, teapot)).toBe(10)
  await dialog(page).getByRole('button', { name: 'Broken' }).click()
  await dialog(page).getByRole('button', { name: 'Write off' }).click()
  await page.getByText('Owner’s teapot: 2 written off.').first().waitFor()
  await expect.poll(() => left(shop, teapot)).toBe(8)

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => left(shop, teapot)).toBe(10)
  const history = page.getByRole('table', { name: 'Movements' })
  await history.getByText('Undone: Broken').waitFor()
  expect(await history.getByText('Broken', { exact: true }).count()).toBe(1)
  const movements = await shop.client.movements.list({ filter: { product: teapot.id } })
  expect(movements.items.map(({ reason }) => reason)).toEqual([
    'initial',
    'Broken',
    'Undone: Broken',
  ])
})

test('a form with faults says which, at the field and in a summary, and saves nothing', async ({
  visit,
  shop,
}) => {
  const page = await visit('/owner/products/new', { expects: [/status of 409/] })
  await page.getByLabel('SKU', { exact: true }).fill('with space')
  await page.getByRole('button', { name: 'Create product' }).click()
  await page.getByText('Give a name of 1 to 200 characters.').first().waitFor()
  await page.getByText('Give 1 to 64 characters without spaces or commas.').first().waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.ariaInvalid)).toBe('true')

  // What only the service knows comes back to the same field.
  const taken = await goods(shop)
  await page.getByLabel('Name', { exact: true }).fill('Twin')
  await page.getByLabel('Price', { exact: true }).fill('1')
  await page.getByLabel('SKU', { exact: true }).fill(taken.sku.toLowerCase())
  await page.getByRole('button', { name: 'Create product' }).click()
  await page.getByText('Another product has this SKU').first().waitFor()
})

test('leaving with unsaved changes asks first', async ({ visit, shop }) => {
  const product = await goods(shop)
  const page = await visit(`/owner/products/${product.id}`)
  await page.getByLabel('Name', { exact: true }).fill('Half a change')
  await page.getByRole('region', { name: 'Unsaved changes' }).waitFor()
  await page.getByRole('link', { name: 'All products' }).click()
  await dialog(page).getByText('Leave without saving?').waitFor()
  await page.keyboard.press('Escape')
  expect(page.url()).toContain(product.id)
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('link', { name: 'All products' }).click()
  await page.getByRole('heading', { level: 1, name: 'Products' }).waitFor()
})

test('another window changed the product: both values are shown, and the owner chooses', async ({
  visit,
  shop,
}) => {
  const product = await goods(shop, { name: 'Disputed dish' })
  const page = await visit(`/owner/products/${product.id}`, { expects: [/status of 412/] })
  await page.getByLabel('Name', { exact: true }).fill('My dish')
  await shop.client.products.update(product.id, { name: 'Their dish', description: 'Also new.' })
  await page.getByText('This product was saved elsewhere while you were writing.').waitFor()
  await page.getByRole('button', { name: 'Save', exact: true }).click()

  const choice = page.getByRole('dialog', { name: 'Somebody else changed it too' })
  await choice.getByRole('radio', { name: /Yours/ }).waitFor()
  await choice.getByText('My dish').waitFor()
  await choice.getByText('Their dish').waitFor()
  expect((await shop.client.products.get(product.id)).name).toBe('Their dish')
  await choice.getByText('My dish').click()
  await choice.getByRole('button', { name: 'Save the choice' }).click()
  await choice.waitFor({ state: 'detached' })
  await expect
    .poll(() => shop.client.products.get(product.id))
    .toMatchObject({ name: 'My dish', description: 'Also new.' })
})

test('stock moves while it is counted: all three figures, then the owner’s choice', async ({
  visit,
  shop,
}) => {
  const product = await goods(shop, { quantity: 10 })
  const page = await adjusting(visit, product, { expects: [/status of 409/] })
  await dialog(page).getByText('Count', { exact: true }).click()
  await dialog(page).getByRole('textbox', { name: 'Units counted' }).fill('9')
  await dialog(page).getByRole('textbox', { name: 'Reason' }).fill('Stocktake')
  await shop.client.purchases.create({ lines: [{ productId: product.id, quantity: 3 }] })
  await dialog(page).getByRole('button', { name: 'Set to the count' }).click()

  const alert = dialog(page).getByRole('alert')
  await alert.getByText('The stock moved while you counted').waitFor()
  const figures = await alert.getByRole('definition').allInnerTexts()
  expect(figures).toEqual(['10', '7', '9'])
  expect(await left(shop, product)).toBe(7)
  await alert.getByRole('button', { name: 'Set to 9 all the same' }).click()
  await dialog(page).waitFor({ state: 'detached' })
  await expect.poll(() => left(shop, product)).toBe(9)
})

test('what is written off was sold while the dialog stood open: refused with what is left', async ({
  visit,
  shop,
}) => {
  const product = await goods(shop, { quantity: 4 })
  const page = await adjusting(visit, product, { expects: [/status of 409/] })
  await dialog(page).getByText('Write off', { exact: true }).first().click()
  await dialog(page).getByRole('textbox', { name: 'Units' }).fill('3')
  await dialog(page).getByRole('textbox', { name: 'Reason' }).fill('Broken')
  await shop.client.purchases.create({ lines: [{ productId: product.id, quantity: 2 }] })
  await dialog(page).getByRole('button', { name: 'Write off' }).click()
  await dialog(page).getByRole('alert').getByText('There is not enough left').waitFor()
  expect(await left(shop, product)).toBe(2)
})

test('the table shows a sale at once, and archiving takes a product off sale', async ({
  visit,
  shop,
}) => {
  const product = await goods(shop, { quantity: 6 })
  const page = await visit(`/owner/products?q=${product.sku}`)
  const row = page.getByRole('row').filter({ hasText: product.name })
  await row.getByText('6 available').waitFor()
  await shop.client.purchases.create({ lines: [{ productId: product.id, quantity: 2 }] })
  await row.getByText('4 available').waitFor()

  await row.getByRole('button', { name: `More for ${product.name}` }).click()
  await page.getByRole('menuitem', { name: 'Archive' }).click()
  await expect
    .poll(async () => (await shop.client.products.get(product.id)).status)
    .toBe('archived')
})

test('what happens stands in the live feed at once', async ({ visit, shop }) => {
  const product = await goods(shop)
  const page = await visit('/owner/events')
  await settled(page)
  await page.getByText('Connected').waitFor()
  await shop.client.purchases.create({ lines: [{ productId: product.id, quantity: 1 }] })
  await page.getByText(`${product.name}: Sold`, { exact: false }).first().waitFor()
})
