import { expect } from 'vitest'

import { goods, left, purchasesOf } from '../world/goods.mjs'
import { test } from '../world/test.mjs'

async function putIn(page, product, quantity) {
  await page.goto(`/products/${product.id}`)
  await page.getByRole('textbox', { name: 'Quantity' }).fill(String(quantity))
  await page.getByRole('button', { name: 'Add to basket' }).click()
}

test('several products in one purchase', async ({ visit, shop }) => {
  const [cup, plate] = [await goods(shop, { price: 500 }), await goods(shop, { price: 700 })]
  const page = await visit('/')
  await putIn(page, cup, 2)
  await putIn(page, plate, 1)
  await page.getByRole('link', { name: /^Basket.*3 items/ }).click()
  const summary = page.getByRole('region', { name: 'Summary' })
  await summary.getByText('€17.00').waitFor()
  await summary.getByText('Everything is there.').waitFor()
  await summary.getByRole('button', { name: 'Buy' }).click()
  await page.getByRole('heading', { name: 'Thank you' }).waitFor()
  await page.getByRole('link', { name: /^Basket(, empty)?$/ }).waitFor()
  const [purchase] = await purchasesOf(shop, cup)
  expect(purchase.lines.map(({ productId }) => productId)).toEqual([cup.id, plate.id])
})

test('a refused line shows before buying; what is left is taken with one press', async ({
  visit,
  shop,
}) => {
  const [pan, lid] = [await goods(shop, { quantity: 4 }), await goods(shop, { quantity: 9 })]
  const page = await visit('/')
  await putIn(page, pan, 4)
  await putIn(page, lid, 1)
  // Somebody is quicker.
  await shop.client.purchases.create({ lines: [{ productId: pan.id, quantity: 3 }] })

  await page.goto('/basket')
  const summary = page.getByRole('region', { name: 'Summary' })
  await summary.getByText('One product needs a decision.').waitFor()
  expect(await summary.getByRole('button', { name: 'Buy' }).isDisabled()).toBe(true)
  const row = page.getByRole('listitem').filter({ hasText: pan.name })
  await row.getByRole('alert').getByText('Only 1 left').waitFor()
  await row.getByRole('button', { name: 'Take the one that is left' }).click()
  await summary.getByText('Everything is there.').waitFor()
  await summary.getByRole('button', { name: 'Buy' }).click()
  await page.getByRole('heading', { name: 'Thank you' }).waitFor()
  expect([await left(shop, pan), await left(shop, lid)]).toEqual([0, 8])
})

test('the basket survives a reload, and a line that is taken out can come back', async ({
  visit,
  shop,
}) => {
  const spoon = await goods(shop)
  const page = await visit('/')
  await putIn(page, spoon, 2)
  await page.goto('/basket')
  await page.reload()
  await page.getByRole('button', { name: `Take out ${spoon.name}` }).click()
  await page.getByText('The basket is empty').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect
    .poll(() => page.getByRole('textbox', { name: `Quantity of ${spoon.name}` }).inputValue())
    .toBe('2')
})

test('a price that changed since is said, and the new one is charged', async ({ visit, shop }) => {
  const bread = await goods(shop, { price: 300 })
  const page = await visit('/')
  await putIn(page, bread, 1)
  await page.getByRole('link', { name: /^Basket.*1 item/ }).waitFor()
  await shop.client.products.update(bread.id, { price: { amount: 350, currency: 'EUR' } })
  await page.goto('/basket')
  await page.getByText('Was €3.00 when you put it in.').waitFor()
  const summary = page.getByRole('region', { name: 'Summary' })
  await summary.getByText('€3.50').waitFor()
  await page.getByRole('button', { name: 'Got it' }).click()
  await expect.poll(() => page.getByText('Was €3.00').count()).toBe(0)
})
