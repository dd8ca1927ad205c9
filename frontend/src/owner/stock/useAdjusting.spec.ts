import { useQueryCache } from '@pinia/colada'
import { flushPromises } from '@vue/test-utils'
import type { Inventory, NewAdjustment } from '@trastienda/client'
import { beforeEach, expect, it, vi } from 'vitest'

import { useInventories } from '@/composables/queries'
import { failure } from '@/testing/failures'
import { composed } from '@/testing/mounted'
import { inventory, page, product } from '@/testing/samples'
import { script } from '@/testing/scripted-sdk'
import { toasts } from '@/ui/toasts'

import { useAdjusting } from './useAdjusting'

vi.mock('@/sdk', () => import('@/testing/scripted-sdk'))

const sent: NewAdjustment[] = []
let answer: (adjustment: NewAdjustment) => Promise<unknown>
let level: Inventory

beforeEach(() => {
  sent.length = 0
  toasts.value = []
  level = inventory({ onHand: 4, available: 4 })
  answer = () => Promise.resolve({})
  script({
    inventory: { list: () => Promise.resolve(page([level])) },
    adjustments: {
      create: (adjustment: NewAdjustment) => {
        sent.push(adjustment)
        return answer(adjustment)
      },
    },
  })
})

async function shop() {
  const { result } = await composed(() => ({
    ...useAdjusting(),
    inventories: useInventories(() => [level.id]),
    cache: useQueryCache(),
  }))
  await flushPromises()
  return { ...result, shown: () => result.inventories.data.value?.get(level.id)?.onHand }
}

const delivery = { kind: 'receive' as const, quantity: 6, reason: 'Delivery' }

it('shows what came in at once, and the figures of the service once it has answered', async () => {
  let agree = () => {}
  answer = () => new Promise((resolve) => (agree = () => resolve({})))
  const { receive, shown } = await shop()
  const done = receive(product(), level, delivery)
  await flushPromises()
  expect(shown()).toBe(10)
  level = inventory({ onHand: 9, available: 9, version: 2 })
  agree()
  expect(await done).toBe(true)
  await flushPromises()
  expect(shown()).toBe(9)
})

it('goes back to the figures before when the service refuses, and says why', async () => {
  answer = () => Promise.reject(failure({ code: 'inventory-not-initialised', status: 409 }))
  const { receive, shown } = await shop()
  expect(await receive(product(), level, delivery)).toBe(false)
  await flushPromises()
  expect(shown()).toBe(4)
  expect(toasts.value).toHaveLength(1)
  expect(toasts.value[0]).toMatchObject({ tone: 'bad' })
})

it('takes back by a second entry that says what it undoes', async () => {
  const { adjust } = await shop()
  await adjust(product(), { kind: 'write-off', quantity: 3, reason: 'Broken' })
  expect(toasts.value[0]?.durationMs).toBeGreaterThanOrEqual(8_000)
  toasts.value[0]?.action?.run()
  await flushPromises()
  expect(sent).toEqual([
    { product: product().id, kind: 'write-off', quantity: 3, reason: 'Broken' },
    { product: product().id, kind: 'correct', quantity: 3, reason: 'Undone: Broken' },
  ])
})

it('shows nothing before the answer where a change is not easy to take back', async () => {
  answer = () => Promise.reject(failure({ code: 'insufficient-stock', status: 409 }))
  const { adjust, shown } = await shop()
  const wrong = adjust(product(), { kind: 'write-off', quantity: 9, reason: 'Lost' })
  expect(shown()).toBe(4)
  await expect(wrong).rejects.toMatchObject({ code: 'insufficient-stock' })
  expect(toasts.value).toEqual([])
})
