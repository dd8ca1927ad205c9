import { expect, it } from 'vitest'

import { parseWhole } from './whole-number'

it.each([
  ['12', 12],
  [' -3 ', -3],
  ['+7', 7],
  ['−4', -4],
  ['1.200', 1200],
  ['1,200', 1200],
  ['1 200 000', 1_200_000],
  ['', null],
  ['1.5', null],
  ['1,20', null],
  ['12a', null],
  ['99999999999999999999', null],
])('%o is %o', (text, value) => {
  expect(parseWhole(text)).toBe(value)
})
