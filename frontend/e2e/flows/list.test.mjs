import { expect } from 'vitest'

import { test } from '../world/test.mjs'

const products = (page) => page.getByRole('region', { name: 'Products', exact: true })
const cards = (page) => products(page).getByRole('list').first().getByRole('listitem')
// The name alone: what is left of it is known later.
const names = (page) => cards(page).getByRole('paragraph').allInnerTexts()

test('the first page has its size of products and says how many there are', async ({
  visit,
  shop,
}) => {
  const page = await visit('/')
  const { total } = await shop.client.products.list({ filter: { status: 'active' } })
  await expect.poll(() => cards(page).count()).toBe(24)
  await products(page).getByText(`${total} products`).waitFor()
  expect(await page.title()).toContain('Trastienda')
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
})

test('search, category, price and order stand in the address and survive a reload', async ({
  visit,
}) => {
  const page = await visit('/')
  await page.getByRole('textbox', { name: 'Search products' }).fill('miel')
  await expect.poll(() => page.url()).toContain('q=miel')
  await page.getByRole('heading', { level: 1, name: 'Results for “miel”' }).waitFor()
  await page.getByLabel('Order').selectOption({ label: 'Dearest first' })
  await expect.poll(() => page.url()).toContain('sort=-price')
  await page
    .getByRole('navigation', { name: 'Categories' })
    .getByRole('link', { name: /Despensa/ })
    .click()
  await expect.poll(() => page.url()).toContain('category=despensa')
  // Until the answer is there, the list before it stands.
  await page.locator('main [aria-busy="true"]').waitFor({ state: 'detached' })

  const found = await names(page)
  expect(found.length).toBeGreaterThan(2)
  await page.reload()
  await expect.poll(() => names(page)).toEqual(found)
  expect(await page.getByLabel('Order').inputValue()).toBe('-price')

  await page.getByRole('link', { name: 'Clear all filters' }).click()
  await expect.poll(() => cards(page).count()).toBe(24)
  await page.goBack()
  await expect.poll(() => names(page)).toEqual(found)
})

test('a product chosen before the search is told stays chosen', async ({ visit }) => {
  const page = await visit('/')
  const card = cards(page).getByRole('link', { name: /Botijo/ })
  await card.waitFor()
  await page.getByRole('textbox', { name: 'Search products' }).fill('botijo')
  await card.click()
  await page.getByRole('heading', { level: 1, name: 'Botijo blanco' }).waitFor()
})

test('a range of prices narrows the list', async ({ visit, shop }) => {
  const page = await visit('/')
  const panel = page.getByRole('complementary', { name: 'Filters' })
  await panel.getByLabel('From').fill('50')
  await panel.getByRole('button', { name: 'Apply' }).click()
  const filter = { status: 'active', currency: 'EUR', price: { gte: 5_000 } }
  const { total } = await shop.client.products.list({ filter })
  await products(page).getByText(`${total} products`).waitFor()
})

test('pages are links; a new filter goes back to the first', async ({ visit }) => {
  const page = await visit('/')
  await expect.poll(() => cards(page).count()).toBe(24)
  const first = await names(page)
  await page
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('link', { name: 'Page 2' })
    .click()
  await expect.poll(() => page.url()).toContain('page=2')
  await expect.poll(() => names(page)).not.toEqual(first)
  await page.goBack()
  await expect.poll(() => names(page)).toEqual(first)
  await page.goForward()
  await expect.poll(() => page.url()).toContain('page=2')
  await page.getByLabel('Order').selectOption({ label: 'Cheapest first' })
  await expect.poll(() => page.url()).not.toContain('page=')
})

test('a page past the end leads to the last one', async ({ visit, shop }) => {
  const page = await visit('/?page=99')
  const { pages } = await shop.client.products.list({
    filter: { status: 'active' },
    page: { size: 24 },
  })
  await expect.poll(() => page.url()).toContain(`page=${pages}`)
  await page.getByRole('link', { name: `Page ${pages}`, exact: true }).waitFor()
  expect(await cards(page).count()).toBeGreaterThan(0)
})

test('nothing matches: it says so and offers to clear the filters', async ({ visit }) => {
  const page = await visit('/?q=nothing-is-called-like-this')
  await page.getByText('Nothing matches').waitFor()
  await products(page).getByRole('button', { name: 'Clear all filters' }).click()
  await expect.poll(() => cards(page).count()).toBe(24)
})

test('sold-out products say so on their card', async ({ visit, shop }) => {
  const { items } = await shop.client.inventory.list({ filter: { state: 'out' } })
  const [sold] = (
    await shop.client.products.list({ filter: { id: items.map(({ id }) => id), status: 'active' } })
  ).items
  const page = await visit(`/?q=${encodeURIComponent(sold.name)}`)
  await cards(page).filter({ hasText: sold.name }).filter({ hasText: 'Sold out' }).first().waitFor()
})
