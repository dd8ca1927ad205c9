import { expect, it } from 'vitest'

import { product } from '@/testing/samples'

import { options } from './variants'

const variant = (id: string, values: Record<string, string>) =>
  product({ id, group: 'g', options: values })

it('leads each value to the variant that is otherwise nearest', () => {
  const red = variant('red-s', { colour: 'red', size: 's' })
  const all = [
    red,
    variant('red-m', { colour: 'red', size: 'm' }),
    variant('blue-s', { colour: 'blue', size: 's' }),
  ]
  const found = options(red, all)
  expect(
    found.map(({ name, values }) => [
      name,
      values.map((one) => [one.value, one.product.id, one.chosen]),
    ]),
  ).toEqual([
    [
      'colour',
      [
        ['red', 'red-s', true],
        ['blue', 'blue-s', false],
      ],
    ],
    [
      'size',
      [
        ['s', 'red-s', true],
        ['m', 'red-m', false],
      ],
    ],
  ])
})

it('offers no choice where all variants are alike', () => {
  const one = variant('a', { size: 's' })
  expect(options(one, [one])).toEqual([])
})
