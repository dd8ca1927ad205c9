import { expect, it } from 'vitest'

import { purchase } from '@/testing/samples'

import { returnable } from './returnable'

const [line] = purchase().lines

it('counts the lines of a product together and leaves out what is back already', () => {
  if (!line) throw new Error('the sample has a line')
  const lines = [
    { ...line, productId: 'a', quantity: 2, returned: 1 },
    { ...line, productId: 'a', quantity: 3, returned: 0, locationId: 'east' },
    { ...line, productId: 'b', quantity: 1, returned: 1 },
  ]
  expect(returnable(lines)).toEqual([{ productId: 'a', quantity: 5, returned: 1, left: 4 }])
})
