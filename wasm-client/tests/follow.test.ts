import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { Trastienda, type FeedState, type StockEvent } from '../ts/node.js'
import { events, refusal, Scripted, stockFrame } from './scripted.js'

let server: Scripted
let client: Trastienda

beforeAll(async () => {
  server = await Scripted.start()
  client = new Trastienda({ productUrl: server.url })
})

afterAll(() => server.stop())

async function take(feed: AsyncIterable<StockEvent>, count: number): Promise<number[]> {
  const seen: number[] = []
  for await (const event of feed) {
    seen.push(event.seq)
    if (seen.length === count) break
  }
  return seen
}

it('goes on behind the last event when a stream ends', async () => {
  server.play(events([stockFrame(8), stockFrame(9)], true), events([stockFrame(9), stockFrame(10)]))
  const states: FeedState[] = []
  const feed = client.stockEvents.follow({
    after: 7,
    filter: { product: 'p-1' },
    onState: (state) => states.push(state),
  })
  expect(await take(feed, 3)).toEqual([8, 9, 10])
  expect(states).toEqual(['connecting', 'open', 'waiting', 'connecting', 'open'])
  expect(server.seen.map((seen) => seen.headers['last-event-id'])).toEqual(['7', '9'])
  expect(server.seen[0]).toMatchObject({
    url: '/api/v1/stock-events?filter%5Bproduct%5D=p-1',
    headers: { accept: 'text/event-stream' },
  })
})

it('gives flat events', async () => {
  server.play(events([stockFrame(1)]))
  for await (const event of client.stockEvents.follow()) {
    expect(event).toMatchObject({ id: '1', seq: 1, kind: 'stock.changed', product: 'p-1' })
    break
  }
  expect(server.seen[0]?.headers['last-event-id']).toBeUndefined()
})

it('comes back after a service that cannot be reached for a while', async () => {
  server.play(refusal(503, 'not-ready', { 'Retry-After': '0' }), events([stockFrame(1)]))
  expect(await take(client.stockEvents.follow({ after: 0 }), 1)).toEqual([1])
})

it('ends with an error that asking again cannot mend', async () => {
  server.play(refusal(410, 'events-expired'))
  await expect(take(client.stockEvents.follow({ after: 1 }), 1)).rejects.toMatchObject({
    code: 'events-expired',
    status: 410,
  })
})

it('ends with its signal, and the stream with it', async () => {
  const closed = vi.fn()
  server.play((response, seen) => {
    response.on('close', closed)
    events([stockFrame(1)])(response, seen)
  })
  const controller = new AbortController()
  const feed = client.stockEvents.follow({ after: 0, signal: controller.signal })
  const walk = (async () => {
    for await (const event of feed) expect(event.seq).toBe(1)
  })()
  setTimeout(() => controller.abort(), 100)
  await expect(walk).rejects.toMatchObject({ name: 'AbortError' })
  await vi.waitFor(() => expect(closed).toHaveBeenCalled())
})

it('closes its stream when the walk is left', async () => {
  const closed = vi.fn()
  server.play((response, seen) => {
    response.on('close', closed)
    events([stockFrame(1)])(response, seen)
  })
  expect(await take(client.stockEvents.follow({ after: 0 }), 1)).toEqual([1])
  await vi.waitFor(() => expect(closed).toHaveBeenCalled())
})

it('takes no place that is none', async () => {
  await expect(take(client.stockEvents.follow({ after: -1 }), 1)).rejects.toMatchObject({
    code: 'argument-invalid',
  })
})
