import { expect } from 'vitest'

import { goods, left, purchasesOf } from '../world/goods.mjs'
import { test } from '../world/test.mjs'

test('from the list to the receipt, and back to the list as it was left', async ({
  visit,
  shop,
}) => {
  const jug = await goods(shop, { name: 'Flower jug', quantity: 5 })
  const page = await visit('/?q=jug&sort=-price')
  const address = page.url()
  await page.getByRole('link', { name: /Flower jug/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Flower jug' }).waitFor()
  await page.getByText('Only 5 left').waitFor()
  await page.getByRole('link', { name: 'Back to the list' }).click()
  await expect.poll(() => page.url()).toBe(address)

  await page.getByRole('link', { name: /Flower jug/ }).click()
  await page.getByRole('textbox', { name: 'Quantity' }).fill('2')
  await page.getByRole('button', { name: 'Buy now' }).click()
  await page.getByRole('heading', { level: 1, name: 'Thank you' }).waitFor()
  await page.getByText('€25.00').waitFor()

  const [purchase, ...more] = await purchasesOf(shop, jug)
  expect(more).toEqual([])
  expect(page.url()).toContain(purchase.id)
  expect(purchase.lines).toMatchObject([{ productId: jug.id, quantity: 2 }])
  expect(await left(shop, jug)).toBe(3)

  await page.goBack()
  await page.getByText('Only 3 left').waitFor()
})

test('another window sees the number fall without a reload', async ({ visit, shop }) => {
  const vase = await goods(shop, { quantity: 5 })
  const here = await visit(`/products/${vase.id}`)
  const there = await visit(`/products/${vase.id}`, { apart: {} })
  const beside = await visit(`/products/${vase.id}`, { beside: here })
  for (const page of [here, there, beside]) await page.getByText('Only 5 left').waitFor()

  await here.bringToFront()
  await here.getByRole('button', { name: 'Buy now' }).click()
  await here.getByRole('heading', { name: 'Thank you' }).waitFor()
  await there.getByText('Only 4 left').waitFor()
  await beside.bringToFront()
  await beside.getByText('Only 4 left').waitFor()
})

test('windows of one browser share one stream for each feed', async ({ visit, shop }) => {
  const streams = []
  const isStream = ({ url, headers }) => {
    if (headers.accept?.includes('text/event-stream')) streams.push(url)
    return false
  }
  shop.weather.page.during({ when: isStream })
  const first = await visit('/')
  await expect.poll(() => streams.length).toBe(2)
  for (let n = 0; n < 3; n += 1) {
    const next = await visit('/', { beside: first })
    await next.getByText(/^\d+ products$/).waitFor()
  }
  expect(streams.length).toBe(2)
})

test('more than is left: what is left can be taken instead', async ({ visit, shop }) => {
  const bowl = await goods(shop, { quantity: 3 })
  const page = await visit(`/products/${bowl.id}`, { expects: [/status of 409/] })
  await page.getByText('Only 3 left').waitFor()
  await page.getByRole('textbox', { name: 'Quantity' }).fill('4')
  await page.getByRole('button', { name: 'Buy now' }).click()
  await page.getByRole('alert').getByText('Only 3 left').waitFor()
  expect(await purchasesOf(shop, bowl)).toEqual([])
  await page.getByRole('button', { name: 'Take the 3 that are left' }).click()
  await page.getByRole('heading', { name: 'Thank you' }).waitFor()
  expect(await left(shop, bowl)).toBe(0)
})

test('the last one goes while it is looked at: sold out', async ({ visit, shop }) => {
  const lamp = await goods(shop, { quantity: 1 })
  const page = await visit(`/products/${lamp.id}`)
  await page.getByRole('button', { name: 'Buy now' }).waitFor()
  await shop.client.purchases.create({ lines: [{ productId: lamp.id, quantity: 1 }] })
  const button = page.getByRole('button', { name: 'Sold out' })
  await button.waitFor()
  expect(await button.isDisabled()).toBe(true)
})

test('a variant leads to its own page and stock', async ({ visit, shop }) => {
  const group = `flow-${process.pid}`
  const small = await goods(shop, { name: 'Ladle', group, options: { size: 'small' }, quantity: 2 })
  await goods(shop, { name: 'Ladle', group, options: { size: 'large' }, quantity: 7 })
  const page = await visit(`/products/${small.id}`)
  await page.getByText('Only 2 left').waitFor()
  await page.getByRole('link', { name: 'large' }).click()
  await page.getByText('Only 7 left').waitFor()
})

test('a product that does not exist says so and leads to the shop', async ({ visit }) => {
  const page = await visit('/products/00000000-0000-7000-8000-000000000000', {
    expects: [/status of 404/],
  })
  await page.getByRole('alert').getByText('There is no such product').waitFor()
  await page.getByRole('link', { name: 'Go to the shop' }).click()
  await page.getByRole('heading', { name: 'Everything in the shop' }).waitFor()
})
