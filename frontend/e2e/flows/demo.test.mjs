import { afterAll, beforeAll, expect } from 'vitest'

import { openStaticHost } from '../world/static.mjs'
import { test } from '../world/test.mjs'

// No server of ours: the built files on any host are enough.
let host
beforeAll(async () => {
  host = await openStaticHost()
})
afterAll(() => host.close())

const products = (page) => page.getByRole('region', { name: 'Products', exact: true })

test('the sample catalogue opens inside the page and can be bought from', async ({ visit }) => {
  const page = await visit('/?demo', { apart: { baseURL: host.url } })
  await page.getByText(/^\d+ products$/).waitFor()
  await page.getByRole('textbox', { name: 'Search products' }).fill('botijo')
  await products(page)
    .getByRole('link', { name: /Botijo/ })
    .click()
  await page.getByRole('button', { name: 'Buy now' }).click()
  await page.getByRole('heading', { name: 'Thank you' }).waitFor()
})

test('two shoppers race for the last one; one gets it', async ({ visit }) => {
  const page = await visit('/?demo', { apart: { baseURL: host.url } })
  await page.getByRole('button', { name: 'Two shoppers race for the last one' }).click()
  const dialog = page.getByRole('dialog')
  for (const start of ['Start the race', 'Race again', 'Race again']) {
    await dialog.getByRole('button', { name: start }).click()
    await dialog.getByRole('button', { name: 'Race again' }).waitFor()
    expect(await dialog.getByText('Bought it').count()).toBe(1)
    expect(await dialog.getByText('Refused: 0 left').count()).toBe(1)
  }
  await dialog.getByRole('table').waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
})

test('a reload starts it afresh, and leaving goes to the services', async ({ visit }) => {
  const page = await visit('/?demo', {
    apart: { baseURL: host.url },
    expects: [/status of 404/],
  })
  await page.getByText(/^\d+ products$/).waitFor()
  await page.reload()
  await page.getByText(/^\d+ products$/).waitFor()
  await page.getByRole('button', { name: 'Leave' }).click()
  await page.getByRole('button', { name: 'Try without a server' }).waitFor()
})

test('the owner moves stock to a second location, with no server', async ({ visit }) => {
  const page = await visit('/owner/locations?demo', { apart: { baseURL: host.url } })
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: 'New location' }).click()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Cellar')
  await dialog.getByRole('button', { name: 'New location' }).click()
  await page.getByRole('row').filter({ hasText: 'Cellar' }).waitFor()

  await page.getByRole('link', { name: 'Products', exact: true }).click()
  await page
    .getByRole('link', { name: /Botijo/ })
    .first()
    .click()
  await page.getByRole('link', { name: 'Stock', exact: true }).click()
  await page.getByRole('button', { name: /^Transfer .* from Main$/ }).click()
  await dialog.getByRole('textbox', { name: 'Units' }).fill('1')
  await dialog.getByRole('button', { name: 'Transfer' }).click()
  await dialog.waitFor({ state: 'detached' })
  const cellar = page
    .getByRole('table', { name: 'By location' })
    .getByRole('row')
    .filter({ hasText: 'Cellar' })
  await cellar.getByRole('cell', { name: '1', exact: true }).first().waitFor()

  await page.getByRole('link', { name: 'Reservations' }).click()
  await page.getByText('Nothing is held').waitFor()
  await page.getByRole('link', { name: 'Webhooks' }).click()
  await page.getByText('The shop in this page sends nothing').waitFor()
})
