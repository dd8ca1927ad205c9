import type { ProductEvent, StockEvent } from '@trastienda/client'
import { expect, it } from 'vitest'

import { fits, merged, ofLive, ofProducts, ofStock } from './feed'

const stock = (seq: number, at: string, kind = 'stock.changed') =>
  ofStock({ seq, at, kind, product: 'p1' } as StockEvent)
const products = (seq: number, at: string) =>
  ofProducts({ seq, at, kind: 'product.updated', product: { id: 'p1' } } as ProductEvent)

it('shows the newest first and each event once', () => {
  const list = merged(
    [
      stock(1, '2026-03-01T09:00:00Z'),
      products(1, '2026-03-01T09:00:02Z'),
      stock(2, '2026-03-01T09:00:01Z'),
      stock(2, '2026-03-01T09:00:01Z'),
    ],
    10,
  )
  expect(list.map(({ key }) => key)).toEqual(['p1', 's2', 's1'])
})

it('keeps the order of a feed where two events have one time', () => {
  const at = '2026-03-01T09:00:00Z'
  const list = merged([stock(7, at), stock(9, at, 'stock.out'), stock(8, at)], 2)
  expect(list.map(({ key }) => key)).toEqual(['s9', 's8'])
})

it('tells alerts from other changes of stock', () => {
  const at = '2026-03-01T09:00:00Z'
  expect(fits(stock(1, at), 'alerts')).toBe(false)
  expect(fits(stock(1, at, 'stock.low'), 'alerts')).toBe(true)
  expect(fits(stock(1, at, 'stock.low'), 'stock')).toBe(true)
  expect(fits(products(1, at), 'stock')).toBe(false)
  expect(fits(products(1, at), 'all')).toBe(true)
})

it('has nothing to show of a gap', () => {
  expect(ofLive({ feed: 'stock', event: null, expired: true })).toBeNull()
})
