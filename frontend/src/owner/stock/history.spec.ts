import type { Movement } from '@trastienda/client'
import { expect, it } from 'vitest'

import { course, onHandDelta } from './history'

const move = (from: string, to: string, quantity: number, at = '2026-03-01T09:00:00Z') =>
  ({ from, to, quantity, at }) as Movement

it.each([
  ['supplier', 'sellable', 5],
  ['sellable', 'customer', -5],
  ['sellable', 'loss', -5],
  ['sellable', 'committed', 0],
  ['unavailable', 'sellable', 0],
  ['incoming', 'sellable', 5],
])('from %s to %s changes what is on hand by %i', (from, to, delta) => {
  expect(onHandDelta(move(from, to, 5))).toBe(delta)
})

it('goes back from today to what there was', () => {
  const journal = [
    move('supplier', 'sellable', 10, '2026-03-01T09:00:00Z'),
    move('sellable', 'customer', 4, '2026-03-02T09:00:00Z'),
    move('sellable', 'unavailable', 1, '2026-03-03T09:00:00Z'),
  ]
  expect(course(journal, 6).onHand).toEqual([10, 6, 6])
  expect(course(journal, 6).at[0]).toBe(Date.UTC(2026, 2, 1, 9) / 1_000)
})
