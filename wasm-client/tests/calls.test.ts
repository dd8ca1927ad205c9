import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Trastienda, TrastiendaError, type Product } from '../ts/node.js'
import { startServices, type Services } from './services.js'

let services: Services
let client: Trastienda

beforeAll(async () => {
  services = await startServices()
  client = new Trastienda(services)
})

afterAll(async () => {
  client.free()
  await services.stop()
})

const price = { amount: 850, currency: 'EUR' }
let count = 0

async function mug(more: object = {}): Promise<Product> {
  count += 1
  return client.products.create({ sku: `MUG-${count}`, name: `Taza ${count}`, price, ...more })
}

async function stocked(quantity: number): Promise<Product> {
  const product = await mug()
  await client.inventory.create({ product: product.id, quantity })
  return product
}

async function refusal(call: PromiseLike<unknown>): Promise<TrastiendaError> {
  const error = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(error).toBeInstanceOf(TrastiendaError)
  return error as TrastiendaError
}

describe('products', () => {
  it('are made, read, changed and deleted', async () => {
    const made = await mug({ tags: ['azul'], category: 'cocina/tazas' })
    expect(made).toMatchObject({
      name: `Taza ${count}`,
      price,
      status: 'active',
      group: null,
      options: {},
    })
    expect(await client.products.get(made.id)).toEqual(made)

    const changed = await client.products.update(
      made.id,
      { name: 'Taza azul' },
      { ifMatch: made.version },
    )
    expect(changed).toEqual({
      ...made,
      name: 'Taza azul',
      version: changed.version,
      updatedAt: changed.updatedAt,
    })
    const late = await refusal(
      client.products.update(made.id, { name: 'x' }, { ifMatch: made.version }),
    )
    expect([late.code, late.status]).toEqual(['precondition-failed', 412])

    await client.products.delete(made.id)
    const gone = await refusal(client.products.get(made.id))
    expect([gone.code, gone.status, gone.name]).toEqual(['not-found', 404, 'TrastiendaError'])
    expect(gone.requestId).toEqual(expect.any(String))
  })

  it('are refused with every fault', async () => {
    const error = await refusal(client.products.create({ sku: 'A B', name: '', price }))
    expect(error.code).toBe('attribute-invalid')
    expect(error.source).toEqual({ pointer: '/data/attributes/sku' })
    expect(error.errors.map((fault) => fault.source)).toEqual([
      { pointer: '/data/attributes/sku' },
      { pointer: '/data/attributes/name' },
    ])
  })

  it('are listed by what is asked for', async () => {
    const group = `Camiseta ${Date.now()}`
    for (const size of ['S', 'M', 'L'])
      await mug({ group, options: { size }, category: 'ropa', tags: ['lino'] })
    const query = { filter: { group }, sort: '-createdAt', page: { size: 2 } }
    const page = await client.products.list(query)
    expect(page).toMatchObject({ total: 3, number: 1, size: 2, pages: 2 })
    expect(page.items.map((item) => item.options['size'])).toEqual(['L', 'M'])
    expect(page.links.next).toContain('/api/v1/products?')

    const walked: string[] = []
    for await (const item of client.products.list(query)) walked.push(item.options['size'] ?? '')
    expect(walked).toEqual(['L', 'M', 'S'])
    const pages: number[] = []
    for await (const each of client.products.list({ ...query, cursor: true }).pages())
      pages.push(each.items.length)
    expect(pages).toEqual([2, 1])
    expect(await client.products.list(query).toArray({ limit: 1 })).toHaveLength(1)

    expect((await client.categories.list({ sort: 'id' })).items).toContainEqual({
      id: 'ropa',
      products: 3,
    })
    expect((await client.tags.list()).items).toContainEqual({ id: 'lino', products: 3 })
  })
})

describe('stock', () => {
  it('is kept, adjusted and told in the journal', async () => {
    const product = await stocked(5)
    const inventory = await client.inventory.get(product.id)
    expect(inventory).toMatchObject({
      id: product.id,
      onHand: 5,
      purchasable: 5,
      state: 'in-stock',
      policy: 'deny',
    })
    const settings = await client.inventory.update(product.id, { lowStockAt: 10 })
    expect(settings).toMatchObject({ state: 'low', lowStockAt: 10, onHand: 5 })
    expect(
      (await client.inventory.list({ filter: { product: [product.id], state: 'low' } })).items,
    ).toEqual([settings])

    const adjustment = await client.adjustments.create({
      product: product.id,
      kind: 'receive',
      quantity: 3,
      reason: 'entrega',
    })
    expect(adjustment).toMatchObject({
      product: product.id,
      location: 'main',
      kind: 'receive',
      quantity: 3,
    })
    expect(await client.adjustments.get(adjustment.id)).toEqual(adjustment)
    expect((await client.adjustments.list()).items[0]).toEqual(adjustment)

    const journal = await client.movements.list({ filter: { product: product.id } })
    expect(journal.items.map((movement) => [movement.kind, movement.quantity])).toEqual([
      ['receive', 5],
      ['receive', 3],
    ])
    expect(journal.items[1]).toMatchObject({
      group: adjustment.id,
      from: 'supplier',
      to: 'sellable',
    })
  })

  it('is bought, shipped and brought back', async () => {
    const product = await stocked(4)
    const order = {
      lines: [{ productId: product.id, quantity: 2 }],
      fulfilment: 'later' as const,
      reference: 'F-1',
    }
    const quote = await client.quotes.create(order)
    expect(quote).toMatchObject({
      verdict: 'accepted',
      total: { amount: 1700, currency: 'EUR' },
      refusals: [],
    })
    const purchase = await client.purchases.create(order)
    expect(purchase).toMatchObject({
      status: 'open',
      reference: 'F-1',
      customer: null,
      total: quote.total,
    })
    const shipped = await client.purchases.update(purchase.id, { status: 'completed' })
    expect(shipped.status).toBe('completed')
    expect(await client.purchases.get(purchase.id)).toEqual(shipped)
    expect((await client.purchases.list({ filter: { reference: 'F-1' } })).items).toEqual([shipped])

    const back = await client.returns.create({
      purchase: purchase.id,
      lines: [{ productId: product.id, quantity: 1 }],
      reason: 'rota',
    })
    expect(back).toMatchObject({ purchase: purchase.id, to: 'sellable', reason: 'rota' })
    expect(await client.returns.get(back.id)).toEqual(back)
    expect((await client.returns.list()).items).toContainEqual(back)
  })

  it('is at several locations, and goes from one to another', async () => {
    const product = await stocked(9)
    const attic = await client.locations.create({ name: 'Desván', priority: 2 })
    expect(attic).toMatchObject({ name: 'Desván', priority: 2, active: true })
    const renamed = await client.locations.update(attic.id, { name: 'Altillo' })
    expect(await client.locations.get(attic.id)).toEqual(renamed)
    expect((await client.locations.list({ sort: 'priority' })).items.map(({ id }) => id)).toEqual([
      'main',
      attic.id,
    ])

    const lines = [{ productId: product.id, quantity: 4 }]
    const sent = await client.transfers.create({
      from: 'main',
      to: attic.id,
      lines,
      status: 'shipped',
    })
    expect(sent).toMatchObject({ from: 'main', to: attic.id, lines, status: 'shipped' })
    const onTheWay = await client.transfers.list({ filter: { status: 'shipped', to: attic.id } })
    expect(onTheWay.items).toEqual([sent])
    expect(await client.levels.get(`${product.id}.${attic.id}`)).toMatchObject({
      onHand: 0,
      incoming: 4,
      inTransit: 4,
    })
    const before = new Date().toISOString()
    const received = await client.transfers.update(sent.id, { status: 'received' })
    expect(await client.transfers.get(sent.id)).toEqual(received)
    const onHand = async (at?: string) => {
      const filter = { product: product.id, ...(at !== undefined && { at }) }
      const levels = await client.levels.list({ filter })
      return new Map(levels.items.map((level) => [level.location, level.onHand]))
    }
    expect(await onHand()).toEqual(
      new Map([
        ['main', 5],
        [attic.id, 4],
      ]),
    )
    expect((await onHand(before)).get('main')).toBe(5)

    await client.adjustments.create({
      product: product.id,
      location: attic.id,
      kind: 'receive',
      quantity: 2,
      to: 'incoming',
      reason: 'pedido',
    })
    await client.adjustments.create({
      product: product.id,
      location: attic.id,
      kind: 'arrive',
      quantity: 2,
      reason: 'llegó',
    })
    const purchase = await client.purchases.create({
      lines: [{ productId: product.id, quantity: 6 }],
      allocation: { strategy: 'nearest', locations: [attic.id] },
    })
    expect(purchase.lines.map(({ locationId }) => locationId)).toEqual([attic.id])
    const elsewhere = { productId: product.id, quantity: 6, locationId: 'main' }
    expect((await refusal(client.purchases.create({ lines: [elsewhere] }))).code).toBe(
      'insufficient-stock',
    )
    const twice = await refusal(client.transfers.create({ from: 'main', to: 'main', lines }))
    expect(twice.source).toEqual({ pointer: '/data/relationships/to' })
  })

  it('is held for a buyer, for longer, let go or bought', async () => {
    const product = await stocked(5)
    const lines = [{ productId: product.id, quantity: 3 }]
    const held = await client.reservations.create({ lines, owner: 'cesta-7' })
    expect(held).toMatchObject({ status: 'active', owner: 'cesta-7' })
    expect(held.lines).toMatchObject([{ quantity: 3, held: 3, bought: 0, locationId: 'main' }])
    const extended = await client.reservations.update(held.id, { expiresAt: held.maxUntil })
    expect(extended.expiresAt).toBe(held.maxUntil)
    expect((await refusal(client.purchases.create({ lines }))).code).toBe('insufficient-stock')

    const bought = await client.purchases.create({ lines, reservation: held.id })
    expect(bought).toMatchObject({ reservation: held.id, reservationStatus: 'committed' })
    const other = await client.reservations.create({
      lines: [{ productId: product.id, quantity: 1 }],
      owner: 'cesta-8',
    })
    const released = await client.reservations.update(other.id, { status: 'released' })
    expect(await client.reservations.get(other.id)).toEqual(released)
    const ended = await client.reservations.list({ filter: { owner: 'cesta-8' } })
    expect(ended.items).toEqual([released])
    expect((await client.inventory.get(product.id)).available).toBe(2)
  })

  it('does not sell what is not there', async () => {
    const product = await stocked(1)
    const order = { lines: [{ productId: product.id, quantity: 3 }] }
    const error = await refusal(client.purchases.create(order))
    expect(error).toMatchObject({
      code: 'insufficient-stock',
      status: 409,
      retryable: false,
      meta: { productId: product.id, requested: 3, purchasable: 1 },
      source: { pointer: '/data/attributes/lines/0/quantity' },
    })
    const quote = await client.quotes.create(order)
    expect(quote.verdict).toBe('refused')
    expect(quote.refusals).toEqual(error.errors)
  })

  it('holds the laws of its journal', async () => {
    const verification = await client.verification.get()
    expect(verification.holds).toBe(true)
    expect(verification.laws.length).toBeGreaterThan(3)
  })
})

describe('webhooks', () => {
  it('are made with a secret, paused, sent to again and deleted', async () => {
    await stocked(1)
    const made = await client.webhooks.create({
      url: 'https://example.invalid/stock',
      kinds: ['stock.low'],
    })
    expect(made.secret).toMatch(/^whsec_/)
    const { secret, ...shown } = made
    expect((await client.webhooks.list()).items.map(({ id }) => id)).toEqual([made.id])
    expect(await client.webhooks.get(made.id)).not.toHaveProperty('secret')
    const paused = await client.webhooks.update(made.id, { active: false, deliveredSeq: 0 })
    expect(paused).toMatchObject({ id: shown.id, active: false, deliveredSeq: 0 })
    const asked = await client.webhookDeliveries.create({ webhook: made.id, event: 1 })
    expect(asked).toMatchObject({ webhook: made.id, event: 1, outcome: 'asked' })
    expect(await client.webhookDeliveries.get(asked.id)).toEqual(asked)
    const log = await client.webhookDeliveries.list({
      filter: { webhook: made.id, outcome: 'asked' },
    })
    expect(log.items).toEqual([asked])
    await client.webhooks.delete(made.id)
    expect((await refusal(client.webhooks.get(made.id))).code).toBe('not-found')
  })

  it('are not sent to private addresses', async () => {
    const error = await refusal(client.webhooks.create({ url: 'https://127.0.0.1/' }))
    expect([error.code, error.source]).toEqual([
      'webhook-url-private',
      { pointer: '/data/attributes/url' },
    ])
  })
})

describe('operations', () => {
  it('happen all together', async () => {
    const [created, upserted] = await client.operations.create([
      { op: 'create', product: { sku: 'OP-1', name: 'Uno', price } },
      { op: 'upsert', product: { sku: 'OP-2', name: 'Dos', price } },
    ])
    expect(created).toMatchObject({ outcome: null, resource: { sku: 'OP-1' } })
    expect(upserted).toMatchObject({ outcome: 'created', resource: { sku: 'OP-2' } })
    const id = created?.resource?.id ?? ''
    const [initialised, adjusted] = await client.stockOperations.create([
      { op: 'initialise', inventory: { product: id, quantity: 2 } },
      { op: 'adjust', adjustment: { product: id, kind: 'count', counted: 7, reason: 'recuento' } },
    ])
    expect(initialised?.resource).toMatchObject({ id, onHand: 2 })
    expect(adjusted?.resource).toMatchObject({ product: id, kind: 'count', counted: 7 })
    const [changed, removed] = await client.operations.create([
      { op: 'update', id, patch: { name: 'Otro' } },
      { op: 'delete', id: upserted?.resource?.id ?? '' },
    ])
    expect([changed?.resource?.name, removed?.resource]).toEqual(['Otro', null])
  })

  it('happen not at all when one is refused', async () => {
    const error = await refusal(
      client.operations.create([
        { op: 'create', product: { sku: 'OP-3', name: 'Tres', price } },
        { op: 'create', product: { sku: 'OP-1', name: 'Otra vez', price } },
      ]),
    )
    expect([error.code, error.source]).toEqual([
      'sku-taken',
      { pointer: '/atomic:operations/1/data/attributes/sku' },
    ])
    expect((await client.products.list({ filter: { sku: 'OP-3' } })).total).toBe(0)
  })
})
