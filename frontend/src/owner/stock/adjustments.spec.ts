import { describe, expect, it } from 'vitest'

import { inventory } from '@/testing/samples'

import { compensating, received } from './adjustments'

const product = 'p1'
const back = (done: object) =>
  compensating({ product, reason: 'x', ...done } as Parameters<typeof compensating>[0], 'Undone: x')

describe('what takes an adjustment back', () => {
  it('takes as many away as came in', () => {
    expect(back({ kind: 'receive', quantity: 12 })).toEqual({
      product,
      kind: 'correct',
      quantity: -12,
      reason: 'Undone: x',
    })
  })

  it('brings back what was written off for sale, but not what was set aside', () => {
    expect(back({ kind: 'write-off', quantity: 3 })).toMatchObject({ kind: 'correct', quantity: 3 })
    expect(back({ kind: 'write-off', quantity: 3, from: 'unavailable' })).toBeNull()
  })

  it('turns setting aside and putting back around', () => {
    expect(back({ kind: 'quarantine', quantity: 2 })).toMatchObject({
      kind: 'restore',
      quantity: 2,
    })
    expect(back({ kind: 'restore', quantity: 2 })).toMatchObject({
      kind: 'quarantine',
      quantity: 2,
    })
  })

  it('undoes the difference of a count, not the count: sales in between stay', () => {
    expect(back({ kind: 'count', counted: 9, expected: 12 })).toMatchObject({
      kind: 'correct',
      quantity: 3,
    })
    expect(back({ kind: 'count', counted: 9, expected: 9 })).toBeNull()
  })

  it('takes back what was announced, but not an arrival', () => {
    expect(back({ kind: 'receive', quantity: 4, to: 'incoming' })).toMatchObject({
      kind: 'write-off',
      quantity: 4,
      from: 'incoming',
    })
    expect(back({ kind: 'arrive', quantity: 4 })).toBeNull()
  })

  it('keeps to the location', () => {
    expect(back({ kind: 'receive', quantity: 1, location: 'east' })).toMatchObject({
      location: 'east',
    })
  })
})

it('foresees sums only', () => {
  const before = inventory({ onHand: 0, available: 0, purchasable: 0, state: 'out' })
  expect(received(before, 5)).toEqual({ ...before, onHand: 5, available: 5 })
})
