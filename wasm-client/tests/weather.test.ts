/** What happens when answers are late, cut, refused or strange. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { Trastienda, TrastiendaError, type ClientOptions } from '../ts/node.js'
import { cut, cutWithin, document, product, refusal, Scripted, silence } from './scripted.js'

let server: Scripted

beforeAll(async () => {
  server = await Scripted.start()
})

afterAll(() => server.stop())

function client(options: ClientOptions = {}): Trastienda {
  return new Trastienda({ productUrl: server.url, apiKey: 'k', ...options })
}

async function thrown(call: PromiseLike<unknown>): Promise<Error> {
  return call.then(
    () => new Error('nothing was thrown'),
    (error: Error) => error,
  )
}

async function failure(call: PromiseLike<unknown>): Promise<TrastiendaError> {
  const error = await thrown(call)
  expect(error).toBeInstanceOf(TrastiendaError)
  return error as TrastiendaError
}

const order = { lines: [{ productId: 'p-1', quantity: 1 }] }

describe('a request', () => {
  it('says who calls and what is wanted', async () => {
    server.play(product)
    await client().products.update('p-1', { name: 'x' }, { ifMatch: 3, headers: { 'X-Shop': 'a' } })
    expect(server.seen).toHaveLength(1)
    expect(server.seen[0]).toMatchObject({
      method: 'PATCH',
      url: '/api/v1/products/p-1',
      headers: {
        accept: 'application/vnd.api+json',
        'content-type': 'application/vnd.api+json',
        'x-api-key': 'k',
        'if-match': '"3"',
        'x-shop': 'a',
        'trastienda-client': expect.stringMatching(/^client-sdk\/\d/),
        'idempotency-key': expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    })
    expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual({
      data: { type: 'products', id: 'p-1', attributes: { name: 'x' } },
    })
  })

  it('takes the key of the caller, and tags as they are', async () => {
    server.play(product)
    await client().products.update('a/b c', {}, { idempotencyKey: 'mine', ifMatch: '"4.9"' })
    expect(server.seen[0]).toMatchObject({
      url: '/api/v1/products/a%2Fb%20c',
      headers: { 'idempotency-key': 'mine', 'if-match': '"4.9"' },
    })
  })

  it('leaves the key out where something on the way adds one', async () => {
    server.play(product)
    await new Trastienda({ productUrl: server.url }).products.get('p-1')
    expect(server.seen[0]?.headers['x-api-key']).toBeUndefined()
  })
})

describe('a call that fails', () => {
  it('is made again with the same key after a cut', async () => {
    server.play(cut, cutWithin, document(201, { data: { type: 'purchases', id: 'b-1' } }))
    const purchase = await client().purchases.create(order)
    expect(purchase.id).toBe('b-1')
    const keys = server.seen.map((seen) => seen.headers['idempotency-key'])
    expect(keys).toHaveLength(3)
    expect(new Set(keys).size).toBe(1)
  })

  it('is made again as often as was said, and then tells why', async () => {
    server.play(refusal(503, 'overloaded', { 'Retry-After': '0' }))
    const error = await failure(client({ retries: 3 }).products.get('p-1'))
    expect(server.seen).toHaveLength(4)
    expect(error).toMatchObject({
      code: 'overloaded',
      status: 503,
      detail: 'It is overloaded.',
      message: 'It is overloaded.',
      requestId: 'r-7',
      retryable: true,
      retryAfterMs: 0,
      source: null,
      meta: {},
    })
    expect(error.errors).toHaveLength(1)
  })

  it('is not made again when retries are off, or asking again is of no use', async () => {
    server.play(cut)
    expect(await failure(client({ retries: 0 }).products.get('p-1'))).toMatchObject({
      code: 'cut',
      status: null,
      retryable: true,
    })
    expect(server.seen).toHaveLength(1)
    server.play(refusal(404, 'not-found'))
    expect((await failure(client().products.get('p-1'))).retryable).toBe(false)
    expect(server.seen).toHaveLength(1)
  })

  it('waits as long as the service asks for, within the deadline', async () => {
    server.play(refusal(429, 'too-many-requests', { 'Retry-After': '60' }))
    const error = await failure(client({ deadlineMs: 5_000 }).products.get('p-1'))
    expect(error).toMatchObject({
      code: 'too-many-requests',
      retryAfterMs: 60_000,
      retryable: true,
    })
    expect(server.seen).toHaveLength(1)
  })

  it('says that nobody is there', async () => {
    const error = await failure(
      client({ productUrl: 'http://127.0.0.1:9', retries: 0 }).products.get('p-1'),
    )
    expect(error).toMatchObject({ code: 'refused', status: null, title: 'No connection' })
  })

  it('says that an answer is none of ours', async () => {
    for (const body of [{}, { data: 7 }, { data: [] }, []]) {
      server.play(document(200, body))
      expect((await failure(client().products.get('p-1'))).code).toBe('unreadable')
    }
    const id = '"type":"products","id":"p-1"'
    for (const text of [`{"data":{${id},"attributes":{"name":x}}}`, `{"data":{${id}`]) {
      server.play((response) => response.writeHead(200).end(text))
      expect((await failure(client().products.get('p-1'))).code).toBe('unreadable')
    }
    server.play((response) => response.writeHead(502).end('<html>'))
    expect(await failure(client({ retries: 0 }).products.get('p-1'))).toMatchObject({
      code: 'unreadable',
      status: 502,
    })
  })
})

describe('time', () => {
  it('ends a try that takes too long', async () => {
    server.play(silence)
    const error = await failure(client({ retries: 0 }).products.get('p-1', { timeoutMs: 50 }))
    expect(error).toMatchObject({ code: 'timeout', status: null, retryable: true })
  })

  it('ends all tries together', async () => {
    server.play(silence)
    const began = performance.now()
    const error = await failure(client({ deadlineMs: 300, retries: 9 }).products.get('p-1'))
    expect(error.code).toBe('timeout')
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})

describe('a caller who gives up', () => {
  it('gets the reason that the signal has, under its own name', async () => {
    server.play(silence)
    const controller = new AbortController()
    const call = client().products.get('p-1', { signal: controller.signal })
    setTimeout(() => controller.abort(), 20)
    expect(await thrown(call)).toMatchObject({ name: 'AbortError' })
    const late = client().products.get('p-1', { signal: AbortSignal.timeout(20) })
    expect(await thrown(late)).toMatchObject({ name: 'TimeoutError' })
    const own = client().products.get('p-1', { signal: AbortSignal.abort(new Error('closed')) })
    expect(await thrown(own)).toMatchObject({ name: 'Error', message: 'closed' })
  })

  it('ends the exchange, and a wait for another try', async () => {
    server.play(refusal(503, 'overloaded', { 'Retry-After': '20' }))
    const controller = new AbortController()
    const call = client().products.get('p-1', { signal: controller.signal })
    setTimeout(() => controller.abort(), 100)
    expect(await thrown(call)).toMatchObject({ name: 'AbortError' })
    expect(server.seen).toHaveLength(1)

    const closed = vi.fn()
    server.play((response) => response.on('close', closed))
    const open = new AbortController()
    const pending = client().products.get('p-1', { signal: open.signal })
    await vi.waitFor(() => expect(server.seen).toHaveLength(1))
    open.abort()
    await thrown(pending)
    await vi.waitFor(() => expect(closed).toHaveBeenCalled())
  })

  it('leaves nothing behind on a signal that lives longer', async () => {
    server.play(product)
    const { signal } = new AbortController()
    const [added, removed] = [
      vi.spyOn(signal, 'addEventListener'),
      vi.spyOn(signal, 'removeEventListener'),
    ]
    await client().products.get('p-1', { signal })
    expect(removed).toHaveBeenCalledTimes(added.mock.calls.length)
  })
})

describe('an argument', () => {
  it('that makes no sense is told in plain words', async () => {
    for (const options of [
      { productUrl: 'shop' },
      { productUrl: server.url, retries: -1 },
      { productUrl: server.url, timeoutMs: 0 },
      { productUrl: server.url, deadlineMs: Number.NaN },
      {},
    ]) {
      expect(() => new Trastienda(options)).toThrow(TrastiendaError)
    }
    const made = client()
    const wrong: (() => PromiseLike<unknown>)[] = [
      () => made.products.get(undefined as unknown as string),
      () => made.products.get(''),
      () => made.products.get('p-1', { timeoutMs: -5 }),
      () => made.purchases.create(undefined as never),
      () => made.purchases.create([] as never),
      () => made.operations.create({} as never),
      () => made.operations.create([{ op: 'burn' }] as never),
      () => made.operations.create([{ op: 'update', id: 'x' }] as never),
      () => made.products.list().toArray({} as never),
      () => made.importFile('a,b' as never),
      () => made.importFile(new Blob(['']), { format: 'xml' as never }),
    ]
    server.play(product)
    for (const call of wrong) {
      const error = await failure(Promise.resolve().then(call))
      expect(error).toMatchObject({ code: 'argument-invalid', status: null, requestId: null })
      expect(error.detail).toMatch(/^[A-Za-z].*\.$/)
      expect(error.detail).not.toMatch(/struct|enum|serde|invalid type/)
    }
    expect(server.seen).toHaveLength(0)
  })
})

describe('pages', () => {
  const page = (ids: string[], next: string | null) =>
    document(200, {
      data: ids.map((id) => ({ type: 'products', id, attributes: {} })),
      links: { self: '/api/v1/products', next },
      meta: { page: { total: 3 } },
    })

  it('are asked for one at a time, as far as they are walked', async () => {
    server.play(page(['a', 'b'], '/api/v1/products?page=2'), page(['c'], null))
    const seen: string[] = []
    for await (const item of client().products.list({ filter: { tag: ['x', 'y'] } }))
      seen.push(item.id)
    expect(seen).toEqual(['a', 'b', 'c'])
    expect(server.seen.map((request) => request.url)).toEqual([
      '/api/v1/products?filter%5Btag%5D=x%2Cy',
      '/api/v1/products?page=2',
    ])
    server.play(page(['a', 'b'], '/api/v1/products?page=2'))
    expect(await client().products.list().toArray({ limit: 2 })).toHaveLength(2)
    expect(server.seen).toHaveLength(1)
  })

  it('end where a link leads round in a circle', async () => {
    server.play(page(['a'], '/api/v1/products?page=2'))
    const error = await failure(client().products.list().toArray({ limit: 1_000 }))
    expect(error.code).toBe('unreadable')
  })
})
