import { expect, it } from 'vitest'

import { clock, secondsUntil } from './countdown'

const noon = Date.UTC(2026, 2, 1, 12)

it.each([
  ['2026-03-01T12:00:05.000Z', 5],
  ['2026-03-01T12:00:04.001Z', 5],
  ['2026-03-01T12:00:00.000Z', 0],
  ['2026-03-01T11:00:00.000Z', 0],
])('until %s there are %i seconds', (moment, seconds) => {
  expect(secondsUntil(moment, noon)).toBe(seconds)
})

it.each([
  [0, 0, '00'],
  [59, 0, '59'],
  [60, 1, '00'],
  [3_607, 60, '07'],
])('%i seconds are %i:%s', (all, minutes, seconds) => {
  expect(clock(all)).toEqual({ minutes, seconds })
})
