import { readFile } from 'node:fs/promises'

import { expect } from 'vitest'

import { goods, left } from '../world/goods.mjs'
import { test } from '../world/test.mjs'

const FILE = `sku,name,price,currency,quantity
IMPORT-1,Imported pot,12.50,EUR,7
IMPORT-2,Imported pan,not a price,EUR,3
IMPORT-3,Imported lid,4.00,EUR,
`
const file = { name: 'goods.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) }
const find = async (shop, sku) => (await shop.client.products.list({ filter: { sku } })).items[0]

async function choose(page, chosen) {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByText('Choose a file').first().click(),
  ])
  await chooser.setFiles(chosen)
}

test('a file is checked first, then imported; the refused row is shown and can be downloaded', async ({
  visit,
  shop,
}) => {
  const page = await visit('/owner/files')
  await choose(page, file)
  await page.getByRole('button', { name: 'Check the file' }).click()
  await page.getByText('The file is checked; nothing has changed yet.').waitFor()
  expect(await find(shop, 'import-1')).toBeUndefined()
  const refused = page.getByRole('table', { name: 'Refused rows' })
  await refused.getByText('IMPORT-2').waitFor()

  await page.getByRole('button', { name: 'Import 2 rows' }).click()
  await page.getByText('The import is done.').waitFor()
  expect(await left(shop, await find(shop, 'import-1'))).toBe(7)
  expect(await find(shop, 'import-2')).toBeUndefined()
  expect(await find(shop, 'import-3')).toMatchObject({ price: { amount: 400 } })

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the refused rows' }).click(),
  ])
  const text = await readFile(await download.path(), 'utf8')
  expect(text).toContain('IMPORT-2')
  expect(text).not.toContain('IMPORT-1')
})

test('everything is exported in the form that an import reads', async ({ visit, shop }) => {
  const product = await goods(shop, { quantity: 5 })
  const page = await visit('/owner/files')
  for (const [button, ending] of [
    ['Download CSV', '.csv'],
    ['Download NDJSON', '.ndjson'],
  ]) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: button }).click(),
    ])
    expect(download.suggestedFilename()).toContain(ending)
    const text = await readFile(await download.path(), 'utf8')
    expect(text.split('\n').find((line) => line.includes(product.sku))).toContain(product.name)
  }
})
