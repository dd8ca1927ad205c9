import { expect, it } from 'vitest'

import { mounted } from '@/testing/mounted'
import { inventory } from '@/testing/samples'

import StockBadge from './StockBadge.vue'

const text = async (level: ReturnType<typeof inventory> | null | undefined, quiet = false) =>
  (await mounted(StockBadge, { props: { inventory: level, quiet } })).wrapper.text()

it.each([
  ['plenty', inventory(), 'In stock'],
  ['few', inventory({ state: 'low', available: 3, purchasable: 3 }), 'Only 3 left'],
  ['one', inventory({ state: 'low', available: 1, purchasable: 1 }), 'Only 1 left'],
  ['none', inventory({ state: 'out', available: 0, purchasable: 0 }), 'Sold out'],
  [
    'back-order',
    inventory({ state: 'out', available: -2, purchasable: 8, policy: 'backorder' }),
    'On back-order',
  ],
  ['untracked', inventory({ available: -5, purchasable: null, policy: 'untracked' }), 'In stock'],
  ['no inventory', null, 'Not in stock yet'],
  ['not known', undefined, ''],
])('%s', async (_case, level, words) => {
  expect(await text(level)).toBe(words)
})

it('says nothing of plenty when quiet', async () => {
  expect(await text(inventory(), true)).toBe('')
  expect(await text(inventory({ purchasable: 0 }), true)).toBe('Sold out')
})
