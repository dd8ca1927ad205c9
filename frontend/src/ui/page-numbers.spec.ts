import { expect, it } from 'vitest'

import { pageNumbers } from './page-numbers'

it.each([
  [1, 1, [1]],
  [1, 2, [1, 2]],
  [2, 5, [1, 2, 3, 4, 5]],
  [5, 9, [1, null, 4, 5, 6, null, 9]],
  [1, 9, [1, 2, null, 9]],
  [4, 9, [1, 2, 3, 4, 5, null, 9]],
  // A page past the end still leads back.
  [12, 3, [1, 2, 3]],
])('page %i of %i shows %o', (number, pages, shown) => {
  expect(pageNumbers(number, pages)).toEqual(shown)
})
