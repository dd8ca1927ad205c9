import { flushPromises } from '@vue/test-utils'
import type { LiveEvent, StockEvent } from '@trastienda/client'
import { beforeEach, expect, it, vi } from 'vitest'

import { composed } from '@/testing/mounted'
import { page } from '@/testing/samples'
import { script } from '@/testing/scripted-sdk'

import { useEvents } from './useEvents'

vi.mock('@/sdk', () => import('@/testing/scripted-sdk'))

const sold = (seq: number) =>
  ({ seq, at: '2026-03-01T09:00:00Z', kind: 'stock.changed', product: 'p1' }) as StockEvent

let hear: (event: LiveEvent) => void
const close = vi.fn()
const lists = vi.fn()

beforeEach(() => {
  lists.mockReset().mockImplementation(() => Promise.resolve(page([sold(1)])))
  close.mockReset()
  script({
    productEvents: { list: () => Promise.resolve(page([])) },
    stockEvents: { list: lists },
    live: (listener: typeof hear) => {
      hear = listener
      return { close }
    },
  })
})

async function events() {
  const { result, wrapper } = await composed(() => useEvents(() => 'all'))
  await flushPromises()
  return { ...result, wrapper, keys: () => result.happenings.value.map(({ key }) => key) }
}

it('goes on from the latest events, and shows none twice', async () => {
  const { keys } = await events()
  hear({ feed: 'stock', event: sold(1) })
  hear({ feed: 'stock', event: sold(2) })
  expect(keys()).toEqual(['s2', 's1'])
})

it('holds back what comes while it is paused', async () => {
  const { keys, pause, resume, waiting } = await events()
  pause()
  hear({ feed: 'stock', event: sold(2) })
  hear({ feed: 'stock', event: sold(3) })
  expect(keys()).toEqual(['s1'])
  expect(waiting.value).toBe(2)
  resume()
  expect(keys()).toEqual(['s3', 's2', 's1'])
  expect(waiting.value).toBe(0)
})

it('begins anew where events were missed', async () => {
  const { keys, expired } = await events()
  lists.mockImplementation(() => Promise.resolve(page([sold(8)])))
  hear({ feed: 'stock', event: null, expired: true })
  await flushPromises()
  expect(expired.value).toBe(true)
  expect(keys()).toEqual(['s8'])
})

it('stops listening with its page', async () => {
  const { wrapper } = await events()
  wrapper.unmount()
  expect(close).toHaveBeenCalledOnce()
})
