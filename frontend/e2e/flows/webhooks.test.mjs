import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'

import { expect, onTestFinished } from 'vitest'

import { goods } from '../world/goods.mjs'
import { test } from '../world/test.mjs'

const dialog = (page) => page.getByRole('dialog')

/** Somebody who is told of events: their numbers as they come, and the status that each is answered with. */
async function receiver() {
  const told = []
  const self = { status: 204, told, url: '' }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { headers } = request
    told.push({
      seq: Number(JSON.parse(body).data.id),
      signature: headers['webhook-signature'],
      content: `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`,
    })
    response.writeHead(self.status).end()
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => server.close())
  self.url = `http://127.0.0.1:${server.address().port}/stock`
  return self
}

/** The signature that a message has with this secret. */
function signed({ content }, secret) {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`
}

test('make a webhook, keep its secret, see what it was told, send again, pause', async ({
  visit,
  shop,
}) => {
  const { url, told } = await receiver()
  const page = await visit('/owner/webhooks')
  await page.getByText('Nobody is told yet').waitFor()
  await page.getByRole('button', { name: 'New webhook' }).click()
  await dialog(page).getByRole('textbox', { name: 'Address' }).fill(url)
  await dialog(page).getByRole('button', { name: 'New webhook' }).click()
  await dialog(page)
    .getByText(/^whsec_/)
    .waitFor()
  await dialog(page).getByRole('button', { name: 'I have kept it' }).click()

  const product = await goods(shop, { quantity: 5 })
  await expect.poll(() => told.length, { timeout: 10_000 }).toBeGreaterThan(0)
  expect(told[0].signature).toMatch(/^v1,/)
  await page.getByRole('link', { name: url }).click()
  const log = page.getByRole('table', { name: 'What was sent' })
  await log.getByText('Taken').first().waitFor()

  const before = told.length
  const { seq } = told[0]
  await log
    .getByRole('button', { name: `Send again: event ${seq}` })
    .first()
    .click()
  await expect.poll(() => told.length, { timeout: 10_000 }).toBeGreaterThan(before)
  expect(told.at(-1).seq).toBe(seq)

  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByText('Paused', { exact: true }).waitFor()
  const paused = told.length
  await shop.client.purchases.create({ lines: [{ productId: product.id, quantity: 1 }] })
  const { items } = await shop.client.webhooks.list()
  expect(items).toMatchObject([{ url, active: false }])
  expect(told.length).toBe(paused)
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect.poll(() => told.length, { timeout: 10_000 }).toBeGreaterThan(paused)
})

test('a receiver that fails shows why, and when it is tried again', async ({ visit, shop }) => {
  const self = await receiver()
  self.status = 500
  const { id } = await shop.client.webhooks.create({ url: self.url, kinds: ['stock.changed'] })
  await goods(shop, { quantity: 5 })
  const page = await visit(`/owner/webhooks/${id}`)
  await page.getByText('Failing', { exact: true }).waitFor()
  await page.getByText(/^It fails since .*: it answered 500\./).waitFor()
  await page.getByRole('button', { name: 'Delete' }).click()
  await dialog(page).getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('heading', { level: 1, name: 'Webhooks' }).waitFor()
  expect((await shop.client.webhooks.list()).items.some((one) => one.id === id)).toBe(false)
})

test('change what a webhook is told of, and sign with another secret', async ({ visit, shop }) => {
  const { url, told } = await receiver()
  const { id } = await shop.client.webhooks.create({ url: `${url}/old` })
  const page = await visit(`/owner/webhooks/${id}`)
  await page.getByRole('button', { name: 'Edit' }).click()
  await dialog(page).getByRole('textbox', { name: 'Address' }).fill(url)
  await dialog(page).getByText('Some kinds').click()
  await dialog(page).getByRole('checkbox', { name: 'Changes' }).check()
  await dialog(page).getByRole('button', { name: 'See what changes' }).click()
  await dialog(page).getByText(`${url}/old`).waitFor()
  await dialog(page).getByRole('button', { name: 'Save' }).click()
  await dialog(page).waitFor({ state: 'detached' })
  expect(await shop.client.webhooks.get(id)).toMatchObject({ url, kinds: ['stock.changed'] })

  await page.getByRole('button', { name: 'New secret' }).click()
  await dialog(page).getByRole('button', { name: 'Replace the secret' }).click()
  const secret = await dialog(page)
    .getByText(/^whsec_/)
    .innerText()
  await dialog(page).getByRole('button', { name: 'I have kept it' }).click()
  told.length = 0
  await goods(shop, { quantity: 5 })
  await expect.poll(() => told.length, { timeout: 10_000 }).toBeGreaterThan(0)
  expect(told[0].signature).toBe(signed(told[0], secret))
})
