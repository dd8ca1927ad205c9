import { expect } from 'vitest'

import { goods, left, purchasesOf } from '../world/goods.mjs'
import { test } from '../world/test.mjs'

const purchasing = ({ method, url }) => method === 'POST' && url.startsWith('/api/v1/purchases')
const NOISE = [/status of 50[234]/, /ERR_(EMPTY_RESPONSE|CONNECTION|SOCKET|INCOMPLETE)/]

test('Product service down: the list says so, offers to try again, and recovers', async ({
  visit,
  shop,
}) => {
  await shop.weather.catalog.down()
  const page = await visit('/', { expects: NOISE })
  const alert = page.getByRole('alert')
  await alert.getByText('The Product service is not available').waitFor()
  await page.getByRole('heading', { level: 1, name: 'Everything in the shop' }).waitFor()
  await shop.weather.catalog.up()
  await alert.getByRole('button', { name: 'Try again' }).click()
  await page.getByText(/^\d+ products$/).waitFor()
  expect(await alert.count()).toBe(0)
})

test('Product service down: nothing is bought, and the page says why', async ({ visit, shop }) => {
  const cup = await goods(shop)
  const page = await visit(`/products/${cup.id}`, { expects: NOISE })
  await page.getByText('Only 5 left').waitFor()
  await shop.weather.catalog.down()
  await page.getByRole('button', { name: 'Buy now' }).click()
  const alert = page.getByRole('alert')
  await alert.getByText('The Product service is not available').waitFor()
  expect(await purchasesOf(shop, cup)).toEqual([])
  await shop.weather.catalog.up()
  await expect
    .poll(
      async () => {
        const again = alert.getByRole('button', { name: 'Try again' })
        if (await again.isEnabled().catch(() => false)) await again.click()
        return page.url()
      },
      { interval: 500 },
    )
    .toContain('/purchases/')
  expect(await left(shop, cup)).toBe(4)
})

test('Inventory service down: products are seen without stock, and it comes back', async ({
  visit,
  shop,
}) => {
  const cup = await goods(shop)
  await shop.weather.stock.down()
  const page = await visit(`/products/${cup.id}`, { expects: NOISE })
  await page.getByRole('heading', { level: 1, name: cup.name }).waitFor()
  await page
    .getByRole('alert')
    .getByText('The Inventory service is not available')
    .first()
    .waitFor()
  await shop.weather.stock.up()
  await page.getByRole('button', { name: 'Try again' }).first().click()
  await page.getByText('Only 5 left').waitFor()
})

test('slow answers: a heading and skeletons at once, then the products', async ({
  visit,
  shop,
}) => {
  shop.weather.catalog.during({ when: ({ url }) => url.includes('/products?'), does: 'slow' })
  const page = await visit('/')
  await page.getByRole('heading', { level: 1, name: 'Everything in the shop' }).waitFor()
  const loading = page.getByRole('status').getByText('Loading products')
  await loading.waitFor()
  await page.getByText(/^\d+ products$/).waitFor()
  expect(await loading.count()).toBe(0)
})

test('slow answers: while the next page loads, the old rows stay and are marked busy', async ({
  visit,
  shop,
}) => {
  const page = await visit('/')
  const cards = page.getByRole('region', { name: 'Products', exact: true }).getByRole('listitem')
  await page.getByText(/^\d+ products$/).waitFor()
  shop.weather.catalog.during({ when: ({ url }) => url.includes('/products?'), does: 'slow' })
  await page.getByRole('link', { name: 'Page 2' }).click()
  await page.locator('[aria-busy="true"]').first().waitFor()
  expect(await cards.count()).toBeGreaterThanOrEqual(24)
  await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' })
  await page
    .getByRole('link', { name: 'Page 2' })
    .and(page.locator('[aria-current="page"]'))
    .waitFor()
})

test('slow answers: a purchase is made once, however often the button is pressed', async ({
  visit,
  shop,
}) => {
  const cup = await goods(shop)
  shop.weather.stock.during({ when: purchasing, does: 'slow' })
  const page = await visit(`/products/${cup.id}`)
  const button = page.getByRole('button', { name: 'Buy now' })
  await button.click()
  await button.click({ force: true })
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Thank you' }).waitFor()
  expect(await purchasesOf(shop, cup)).toHaveLength(1)
})

test('a key that is not accepted has words of its own', async ({ visit, shop }) => {
  shop.weather.page.during({ when: ({ url }) => url.startsWith('/api/'), does: 401 })
  const page = await visit('/', { expects: [/status of 401/] })
  await page.getByRole('alert').getByText('The key is not accepted').first().waitFor()
})

test('an answer that gets lost is asked for again with the same key: one purchase', async ({
  visit,
  shop,
}) => {
  const cup = await goods(shop)
  shop.weather.page.during({ when: purchasing, does: 'lose-answer', times: 1 })
  const page = await visit(`/products/${cup.id}`, { expects: NOISE })
  await page.getByRole('button', { name: 'Buy now' }).click()
  await page.getByRole('heading', { name: 'Thank you' }).waitFor()
  expect(await purchasesOf(shop, cup)).toHaveLength(1)
})

test('the network goes in the middle of a purchase; trying again buys once', async ({
  visit,
  shop,
}) => {
  const cup = await goods(shop)
  shop.weather.page.during({ when: purchasing, does: 'lose-answer' })
  const page = await visit(`/products/${cup.id}`, { expects: NOISE })
  await page.getByRole('button', { name: 'Buy now' }).click()
  const alert = page.getByRole('alert')
  await alert.getByRole('button', { name: 'Try again' }).waitFor()
  // The shop has sold it; only the page does not know.
  expect(await purchasesOf(shop, cup)).toHaveLength(1)
  expect(
    shop.weather.page.passed.filter((call) => call.startsWith('POST /api/v1/purchases')).length,
  ).toBeGreaterThan(1)

  await shop.weather.page.clear()
  await alert.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('heading', { name: 'Thank you' }).waitFor()
  const [purchase, ...more] = await purchasesOf(shop, cup)
  expect(more).toEqual([])
  expect(page.url()).toContain(purchase.id)
  expect(await left(shop, cup)).toBe(4)
})

test('the same after a reload: the key is kept with what it was made for', async ({
  visit,
  shop,
}) => {
  const cup = await goods(shop)
  shop.weather.page.during({ when: purchasing, does: 'lose-answer' })
  const page = await visit(`/products/${cup.id}`, { expects: NOISE })
  await page.getByRole('button', { name: 'Buy now' }).click()
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor()
  await shop.weather.page.clear()
  await page.reload()
  await page.getByRole('button', { name: 'Buy now' }).click()
  await page.getByRole('heading', { name: 'Thank you' }).waitFor()
  expect(await purchasesOf(shop, cup)).toHaveLength(1)
})

test('a module that fails to load is said plainly, and can be tried again', async ({ visit }) => {
  const page = await visit('/favicon.svg', { expects: [/ERR_FAILED/, /wasm/i] })
  await page.route(/\.wasm$/, (route) => route.abort())
  await page.goto('/')
  const alert = page.getByRole('alert')
  await alert.getByRole('heading', { name: 'The shop could not start' }).waitFor()
  await page.unroute(/\.wasm$/)
  await alert.getByRole('button', { name: 'Try again' }).click()
  await page.getByText(/^\d+ products$/).waitFor()
})

test('the shop unreachable: the page offers one that needs no server', async ({ visit }) => {
  const page = await visit('/settings', { expects: [/ERR_FAILED/] })
  await page.getByRole('heading', { name: 'Settings' }).waitFor()
  // The page is here; everything behind it is gone.
  await page.route(/\/api\/v1\//, (route) => route.abort())
  await page.getByRole('link', { name: 'Trastienda' }).click()
  await page.getByRole('button', { name: 'Try without a server' }).waitFor()
  await page.unroute(/\/api\/v1\//)
  await page.getByRole('button', { name: 'Try without a server' }).click()
  await page.getByRole('complementary', { name: 'Shop inside the page' }).waitFor()
  await page.getByText(/^\d+ products$/).waitFor()
})
