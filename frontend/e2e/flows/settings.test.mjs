import { expect } from 'vitest'

import { test } from '../world/test.mjs'

const language = (page) => page.evaluate(() => document.documentElement.lang)
const background = (page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)

test('the language follows the browser, then the choice, also after a reload', async ({
  visit,
}) => {
  const page = await visit('/settings', { apart: { locale: 'es-ES' } })
  await page.getByRole('heading', { level: 1, name: 'Ajustes' }).waitFor()
  expect(await language(page)).toBe('es')
  await page.getByText('English', { exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
  expect(await language(page)).toBe('en')
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
  expect(await language(page)).toBe('en')
  expect(await page.title()).toContain('Settings')
})

test('money and dates are written as the language writes them', async ({ visit, shop }) => {
  const { items } = await shop.client.products.list({ filter: { sku: 'ACE-ARB-500' } })
  const spanish = await visit(`/products/${items[0].id}`, { apart: { locale: 'es-ES' } })
  await spanish
    .getByText(/11,90\s€/)
    .first()
    .waitFor()
  const english = await visit(`/products/${items[0].id}`)
  await english.getByText('€11.90').first().waitFor()
})

test('the theme follows the system, then the choice', async ({ visit }) => {
  const page = await visit('/settings')
  const light = await background(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(() => background(page)).not.toBe(light)
  await page.getByText('Light', { exact: true }).click()
  await expect.poll(() => background(page)).toBe(light)
})

test('the chosen theme is there before anything else of the page has run', async ({ visit }) => {
  const page = await visit('/settings', { expects: [/ERR_FAILED/] })
  const light = await background(page)
  await page.getByText('Dark', { exact: true }).click()
  await expect.poll(() => background(page)).not.toBe(light)
  const dark = await background(page)
  await page.route(/\/assets\/.*\.js$/, (route) => route.abort())
  await page.reload({ waitUntil: 'domcontentloaded' })
  expect(await background(page)).toBe(dark)
})

test('a page that may talk to its own server alone asks for no other', async ({ visit }) => {
  const page = await visit('/settings')
  await page.getByText('This page may talk to the server it came from').waitFor()
  expect(await page.getByLabel(/Address of/).count()).toBe(0)
})
