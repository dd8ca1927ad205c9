import { flushPromises } from '@vue/test-utils'
import type { ReservationQuery } from '@trastienda/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { failure } from '@/testing/failures'
import { mounted } from '@/testing/mounted'
import { dialog, press, type } from '@/testing/press'
import { page, product, reservation } from '@/testing/samples'
import { script } from '@/testing/scripted-sdk'

import ReservationsView from './ReservationsView.vue'

vi.mock('@/sdk', () => import('@/testing/scripted-sdk'))

const asked: ReservationQuery[] = []
const released: [string, unknown][] = []
let held = [reservation()]
let answer: () => Promise<unknown>

beforeEach(() => {
  asked.length = released.length = 0
  held = [reservation()]
  answer = () => Promise.resolve(reservation({ status: 'released' }))
  script({
    products: { list: () => Promise.resolve(page([product()])) },
    reservations: {
      list: (query: ReservationQuery) => {
        asked.push(query)
        return Promise.resolve(page(held))
      },
      update: (id: string, patch: unknown) => {
        released.push([id, patch])
        return answer()
      },
    },
  })
})
afterEach(() => {
  vi.useRealTimers()
})

async function view(at = '/owner/reservations') {
  const { wrapper } = await mounted(ReservationsView, { at })
  await flushPromises()
  return wrapper
}

it('counts down, and asks again once the time is up', async () => {
  vi.useFakeTimers({ now: new Date('2026-03-01T09:14:57.000Z'), toFake: ['Date', 'setInterval'] })
  const wrapper = await view()
  expect(asked[0]).toMatchObject({ filter: { status: 'active' }, sort: 'expiresAt' })
  expect(wrapper.text()).toContain('2 × Miel de romero')
  expect(wrapper.get('[role="timer"]').text()).toBe('0:03')
  vi.advanceTimersByTime(1_000)
  await flushPromises()
  expect(wrapper.get('[role="timer"]').text()).toBe('0:02')
  const before = asked.length
  held = []
  vi.advanceTimersByTime(2_000)
  await flushPromises()
  expect(asked.length).toBeGreaterThan(before)
  expect(wrapper.text()).toContain('Nothing is held')
})

it('lets go only when told twice', async () => {
  const wrapper = await view()
  await press('Let go of the reservation for basket-7')
  expect(released).toEqual([])
  held = []
  await press('Let go', dialog())
  expect(released).toEqual([[reservation().id, { status: 'released' }]])
  expect(wrapper.text()).toContain('Nothing is held')
})

it('says that it has ended where somebody bought it meanwhile', async () => {
  answer = () => Promise.reject(failure({ code: 'reservation-not-active', status: 409 }))
  const wrapper = await view()
  await press('Let go of the reservation for basket-7')
  await press('Let go', dialog())
  expect(wrapper.get('[role="alert"]').text()).toContain('That reservation has ended')
})

it('shows the ended ones with how they ended', async () => {
  held = [reservation({ status: 'expired' })]
  const wrapper = await view('/owner/reservations?show=ended')
  expect(asked[0]).toMatchObject({
    filter: { status: ['committed', 'released', 'expired'] },
    sort: '-at',
  })
  expect(wrapper.text()).toContain('Run out')
  expect(wrapper.find('[role="timer"]').exists()).toBe(false)
})

it('holds what is reserved longer', async () => {
  const wrapper = await view()
  await press('Extend the reservation for basket-7')
  await type('input[inputmode="numeric"]', '20', dialog())
  answer = () => Promise.resolve(reservation({ expiresAt: '2026-03-01T09:35:00.000Z' }))
  await press('Extend', dialog())
  expect(released).toEqual([[reservation().id, { expiresAt: '2026-03-01T09:35:00.000Z' }]])
  expect(document.querySelector('[role="dialog"]')).toBeNull()
  expect(wrapper.text()).not.toContain('Hold it longer')
})

it.each([
  ['expiry-out-of-range', 'It is not held that long: at most until'],
  ['reservation-limit', 'Too much is held already'],
  ['reservation-not-active', 'That reservation has ended'],
] as const)('says in words why it is not held longer: %s', async (code, words) => {
  answer = () => Promise.reject(failure({ code, status: 409 }))
  await view()
  await press('Extend the reservation for basket-7')
  await press('Extend', dialog())
  expect(dialog().textContent).toContain(words)
})
