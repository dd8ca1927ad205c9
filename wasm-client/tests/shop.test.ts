import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Trastienda, TrastiendaError, type Product } from '../ts/node.js'
import { openShop, type PageShop } from '../ts/shop.js'

const bytes = readFileSync(new URL('../pkg/shop/shop_bg.wasm', import.meta.url))
const sample = new URL('../../servers/trastienda/src/sample/catalogue.csv', import.meta.url)
const origin = 'http://shop.in.page'
const price = { amount: 850, currency: 'EUR' }

let shop: PageShop
let client: Trastienda

beforeEach(async () => {
  shop = await openShop({ source: bytes })
  client = new Trastienda({ fetch: shop.fetch, productUrl: origin, inventoryUrl: origin })
})

async function stocked(quantity: number): Promise<Product> {
  const product = await client.products.create({ sku: 'MUG-1', name: 'Taza azul', price })
  await client.inventory.create({ product: product.id, quantity })
  return product
}

describe('a shop in the page', () => {
  it('sells what is there and refuses what is not', async () => {
    const { id: productId } = await stocked(3)
    const bought = await client.purchases.create({ lines: [{ productId, quantity: 2 }] })
    expect(bought).toMatchObject({ total: { amount: 1700, currency: 'EUR' }, status: 'completed' })
    await expect(
      client.purchases.create({ lines: [{ productId, quantity: 2 }] }),
    ).rejects.toMatchObject({
      name: 'TrastiendaError',
      code: 'insufficient-stock',
      status: 409,
      meta: { productId, requested: 2, purchasable: 1 },
    })
    expect((await client.inventory.get(productId)).available).toBe(1)
    expect((await client.verification.get()).holds).toBe(true)
  })

  it('lets one of many buyers have the last one', async () => {
    const { id: productId } = await stocked(1)
    const buyers = Array.from({ length: 50 }, async () =>
      client.purchases.create({ lines: [{ productId, quantity: 1 }] }),
    )
    const outcomes = await Promise.allSettled(buyers)
    const codes = outcomes.map((outcome) =>
      outcome.status === 'fulfilled' ? 'sold' : (outcome.reason as TrastiendaError).code,
    )
    expect(codes.filter((code) => code === 'sold')).toHaveLength(1)
    expect(codes.filter((code) => code === 'insufficient-stock')).toHaveLength(49)
    expect((await client.inventory.get(productId)).onHand).toBe(0)
  })

  it('takes in the sample and lists it', async () => {
    const report = await client.importFile(new Blob([readFileSync(sample)]))
    expect(report).toMatchObject({ rows: report.created, refused: 0 })
    expect(report.created).toBeGreaterThan(50)
    const page = await client.products.list({
      page: { size: 5 },
      sort: 'name',
      filter: { search: 'aceite' },
    })
    expect(page.items[0]?.name).toMatch(/aceite/i)
    expect((await client.inventory.list()).total).toBe(report.initialised)
  })

  it('does a thing once for one key', async () => {
    const { id: productId } = await stocked(9)
    const order = { lines: [{ productId, quantity: 1 }] }
    const first = await client.purchases.create(order, { idempotencyKey: 'k-1' })
    const again = await client.purchases.create(order, { idempotencyKey: 'k-1' })
    expect(again.id).toBe(first.id)
    expect((await client.inventory.get(productId)).onHand).toBe(8)
  })

  it('is its own: another one knows nothing of it, nor of its chance', async () => {
    await stocked(1)
    const other = await openShop({ source: bytes, seed: 'a' })
    const empty = new Trastienda({ fetch: other.fetch, productUrl: origin, inventoryUrl: origin })
    expect((await empty.products.list()).total).toBe(0)
    const made = await empty.products.create({ sku: 'A-1', name: 'Taza', price })
    const twin = await openShop({ seed: 'a' })
    const same = new Trastienda({ fetch: twin.fetch, productUrl: origin, inventoryUrl: origin })
    await same.products.list()
    const again = await same.products.create({ sku: 'A-1', name: 'Taza', price })
    // What stands before it is the time.
    expect(again.id.slice(-12)).toBe(made.id.slice(-12))
  })
})

describe('its feeds', () => {
  it('tell of products and stock as it happens', async () => {
    const events = client.stockEvents.follow({ after: 0 })[Symbol.asyncIterator]()
    const first = events.next()
    const { id: product } = await stocked(2)
    expect((await first).value).toMatchObject({ kind: 'stock.changed', product })
    const second = events.next()
    await client.purchases.create({ lines: [{ productId: product, quantity: 2 }] })
    expect((await second).value).toMatchObject({ kind: 'stock.changed', level: { onHand: 0 } })
    expect((await events.next()).value).toMatchObject({ kind: 'stock.out' })
    await events.return?.()
    for await (const event of client.productEvents.follow({ after: 0 })) {
      expect(event).toMatchObject({ kind: 'product.created', seq: 1 })
      break
    }
  })

  it('stay open in silence, and end with the signal', async () => {
    const ended = new AbortController()
    const headers = { accept: 'text/event-stream' }
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      const url = `${origin}/api/v1/product-events`
      const { body } = await shop.fetch(url, { headers, signal: ended.signal })
      const reader = (body as ReadableStream<Uint8Array>).getReader()
      const text = async () => new TextDecoder().decode((await reader.read()).value)
      expect(await text()).toMatch(/^: open\nid: \d+\n\n$/)
      vi.advanceTimersByTime(15_000)
      expect(await text()).toBe(':\n\n')
      ended.abort()
      await expect(reader.read()).rejects.toMatchObject({ name: 'AbortError' })
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('its fetch', () => {
  it('answers as the services do at their edge', async () => {
    const ask = async (method: string, path: string) => shop.fetch(origin + path, { method })
    expect((await ask('GET', '/api/v1/nothing')).status).toBe(404)
    const put = await ask('PUT', '/api/v1/products')
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST, OPTIONS'])
    expect((await ask('OPTIONS', '/api/v1/products')).status).toBe(204)
    const head = await ask('HEAD', '/api/v1/inventory')
    expect([head.status, await head.text()]).toEqual([200, ''])
    const list = await ask('GET', '/api/v1/products')
    const tag = { 'if-none-match': list.headers.get('etag') ?? '' }
    expect((await shop.fetch(`${origin}/api/v1/products`, { headers: tag })).status).toBe(304)
  })

  it('rejects with the reason of a signal', async () => {
    const late = shop.fetch(`${origin}/api/v1/products`, { signal: AbortSignal.abort() })
    await expect(late).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('lets the page breathe between requests', async () => {
    let turns = 0
    const ticking = setInterval(() => (turns += 1), 0)
    for (let n = 0; n < 50; n += 1) await client.products.list()
    clearInterval(ticking)
    expect(turns).toBeGreaterThan(5)
  })
})
