/** Texts that the services fold, folded in a page: it takes the browser's tables of Unicode, they their own. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Trastienda } from '../ts/node.js'
import { openShop } from '../ts/shop.js'

const file = new URL('../../catalog-core/vectors/folding.json', import.meta.url)
const vectors = JSON.parse(readFileSync(file, 'utf8')) as [string, string[]][]
const productUrl = 'http://shop.in.page'

describe('folding', async () => {
  const source = readFileSync(new URL('../pkg/shop/shop_bg.wasm', import.meta.url))
  const { fetch } = await openShop({ source })
  const { products } = new Trastienda({ fetch, productUrl })

  it.each(vectors)('finds %s by its words', async (name, words) => {
    const price = { amount: 1, currency: 'EUR' }
    const { id } = await products.create({
      sku: `F-${vectors.findIndex(([text]) => text === name)}`,
      name,
      price,
    })
    // The last word may be a beginning alone, so each end is the last one once.
    for (const search of [words.join(' '), [...words].reverse().join(' ')]) {
      const found = await products.list({ filter: { search } })
      expect(found.items.map((product) => product.id)).toContain(id)
    }
  })
})
