import { useQueryCache } from '@pinia/colada'
import type { LiveEvent } from '@trastienda/client'
import { flushPromises } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'

import { composed } from '@/testing/mounted'
import { inventory, page, product } from '@/testing/samples'
import { script } from '@/testing/scripted-sdk'

import { useInventories, useProduct } from './queries'
import { useLive } from './useLive'

vi.mock('@/sdk', () => import('@/testing/scripted-sdk'))

async function following() {
  let tell: (event: LiveEvent) => void = () => undefined
  let enter: (state: 'open' | 'waiting') => void = () => undefined
  const close = vi.fn()
  script({
    products: { get: () => Promise.resolve(product()) },
    inventory: { list: () => Promise.resolve(page([inventory()])) },
    live: (listener: typeof tell, options: { onState: typeof enter }) => {
      tell = listener
      enter = options.onState
      return { close }
    },
  })
  const { result, wrapper } = await composed(() => {
    useLive()
    const id = product().id
    return { inventories: useInventories([id]), product: useProduct(id), cache: useQueryCache() }
  })
  return {
    ...result,
    tell: (event: LiveEvent) => tell(event),
    enter: (state: 'open' | 'waiting') => enter(state),
    close,
    wrapper,
  }
}

const stockEvent = (available: number, version: number): LiveEvent => ({
  feed: 'stock',
  event: {
    id: String(version),
    seq: version,
    at: '2026-03-01T09:00:00.000Z',
    kind: 'stock.changed',
    movement: version,
    cause: 'purchase',
    level: inventory({ available, version }),
    actor: 'shop',
    product: product().id,
  },
})

it('shows a new level at once, and no older one after it', async () => {
  const { inventories, tell } = await following()
  const shown = () => inventories.data.value?.get(product().id)?.available
  expect(shown()).toBe(40)
  tell(stockEvent(7, 9))
  await flushPromises()
  expect(shown()).toBe(7)
  tell(stockEvent(12, 8))
  await flushPromises()
  expect(shown()).toBe(7)
})

it('shows a changed product at once', async () => {
  const { product: shown, tell } = await following()
  tell({
    feed: 'products',
    event: {
      id: '5',
      seq: 5,
      kind: 'product.updated',
      at: '2026-03-01T09:00:00.000Z',
      actor: 'owner',
      product: product({ name: 'Miel de azahar', version: 5 }),
    },
  })
  await flushPromises()
  expect(shown.data.value?.name).toBe('Miel de azahar')
})

it('reads its feed again when that does not reach back far enough', async () => {
  vi.useFakeTimers()
  const { cache, tell } = await following()
  const invalidated = vi.spyOn(cache, 'invalidateQueries')
  tell({ feed: 'stock', event: null, expired: true })
  vi.advanceTimersByTime(1_000)
  expect(invalidated).toHaveBeenCalledExactlyOnceWith({ key: ['stock'] })
  vi.useRealTimers()
})

it('reads again what was asked for before the feeds were followed, once', async () => {
  vi.useFakeTimers()
  const { cache, enter } = await following()
  const invalidated = vi.spyOn(cache, 'invalidateQueries')
  enter('open')
  vi.advanceTimersByTime(1_000)
  expect(invalidated.mock.calls).toEqual([[{ key: ['products'] }], [{ key: ['stock'] }]])
  enter('waiting')
  enter('open')
  vi.advanceTimersByTime(1_000)
  expect(invalidated).toHaveBeenCalledTimes(2)
  vi.useRealTimers()
})

it('lets the feed go with its page', async () => {
  const { wrapper, close } = await following()
  wrapper.unmount()
  expect(close).toHaveBeenCalledOnce()
})
