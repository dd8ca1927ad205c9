import { flushPromises } from '@vue/test-utils'
import type { LevelQuery, Movement, MovementQuery } from '@trastienda/client'
import { beforeEach, expect, it, vi } from 'vitest'

import { mounted } from '@/testing/mounted'
import { ATTIC, level, listed, page, product, SHOP } from '@/testing/samples'
import { script } from '@/testing/scripted-sdk'

import StockByLocation from './StockByLocation.vue'

vi.mock('@/sdk', () => import('@/testing/scripted-sdk'))

const BEGAN = '2026-03-01T09:00:00.000Z'
const SENT = '2026-03-02T09:00:00.000Z'
const movement = (at: string, over: Partial<Movement>) =>
  ({ at, kind: 'receive', actor: 'shop', reason: null, quantity: 9, ...over }) as Movement

const journal = [
  movement(BEGAN, { reason: 'initial' }),
  movement(SENT, { kind: 'transfer', reason: 'Shelf is full' }),
]
/** One entry of the journal, from its beginning or from its end. */
function found({ filter, page: part }: MovementQuery): Movement[] {
  const { gte = '', lte = '9' } = filter?.at ?? {}
  const inTime = journal.filter(({ at }) => at >= gte && at <= lte)
  return part?.before === undefined ? inTime.slice(0, 1) : inTime.slice(-1)
}

const asked: (string | undefined)[] = []
let locations = [SHOP, ATTIC]

beforeEach(() => {
  asked.length = 0
  locations = [SHOP, ATTIC]
  const now = [level(ATTIC, { onHand: 4, available: 4 }), level(SHOP, { onHand: 5, available: 5 })]
  script({
    locations: { list: () => listed(locations) },
    levels: {
      list: ({ filter }: LevelQuery) => {
        asked.push(filter?.at)
        return listed(filter?.at === BEGAN ? [level(SHOP, { onHand: 9, available: 9 })] : now)
      },
    },
    movements: { list: (query: MovementQuery) => Promise.resolve(page(found(query))) },
  })
})

async function view() {
  const { wrapper } = await mounted(StockByLocation, { props: { product: product() } })
  await flushPromises()
  return wrapper
}

const rows = (wrapper: Awaited<ReturnType<typeof view>>) =>
  wrapper.findAll('.body').map((row) => row.findAll('[role="cell"]').map((cell) => cell.text()))

it('shows each location in its turn, and offers a transfer', async () => {
  const wrapper = await view()
  expect(rows(wrapper).map(([name]) => name)).toEqual(['Shop', 'Attic'])
  expect(rows(wrapper)[1]?.[1]).toContain('4')
  expect(wrapper.find(`[aria-label="Transfer Miel de romero from Attic"]`).exists()).toBe(true)
})

async function moved(wrapper: Awaited<ReturnType<typeof view>>, place: string) {
  await wrapper.get('input[type="range"]').setValue(place)
  await vi.advanceTimersByTimeAsync(200)
  await flushPromises()
}

it('goes through all of time: what was where, who did it and why', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  vi.setSystemTime('2026-03-05T09:00:00.000Z')
  const wrapper = await view()
  await moved(wrapper, '500')
  // Half-way from the first movement until now.
  expect(asked).toContain('2026-03-03T09:00:00.000Z')
  expect(wrapper.text()).toContain('Transferred by shop: Shelf is full')
  await moved(wrapper, '0')
  expect(asked).toContain(BEGAN)
  expect(rows(wrapper)).toHaveLength(1)
  expect(rows(wrapper)[0]?.[1]).toContain('9')
  // The past cannot be transferred.
  expect(wrapper.find('[aria-label^="Transfer"]').exists()).toBe(false)
  const slider = wrapper.get('input[type="range"]')
  expect(slider.attributes('aria-valuetext')).toMatch(/^As it was on /)
  await moved(wrapper, '1000')
  expect(slider.attributes('aria-valuetext')).toBe('Now')
  vi.useRealTimers()
})

it('steps from movement to movement, and ends at either end', async () => {
  const wrapper = await view()
  const step = (name: string) => wrapper.get<HTMLButtonElement>(`[aria-label="${name}"]`)
  const press = async (name: string) => {
    await step(name).trigger('click')
    await flushPromises()
  }
  expect(step('Next movement').element.disabled).toBe(true)
  await press('Previous movement')
  expect(asked.at(-1)).toBe(SENT)
  await press('Previous movement')
  expect(asked.at(-1)).toBe(BEGAN)
  expect(step('Previous movement').element.disabled).toBe(true)
  await press('Next movement')
  expect(wrapper.text()).toContain('Transferred by shop: Shelf is full')
  await press('Next movement')
  expect(step('Next movement').element.disabled).toBe(true)
})

it('does not offer a transfer where there is one location', async () => {
  locations = [SHOP]
  const wrapper = await view()
  expect(wrapper.find('[aria-label^="Transfer"]').exists()).toBe(false)
})
