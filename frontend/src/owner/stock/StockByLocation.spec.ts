import { flushPromises } from '@vue/test-utils'
import type { LevelQuery, Movement } from '@trastienda/client'
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
    movements: {
      list: () =>
        Promise.resolve(
          page([
            movement(BEGAN, { reason: 'initial' }),
            movement(SENT, { kind: 'transfer', reason: 'Shelf is full' }),
          ]),
        ),
    },
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

it('goes through time: what was where, who did it and why', async () => {
  const wrapper = await view()
  const slider = wrapper.get<HTMLInputElement>('input[type="range"]')
  expect([slider.element.max, slider.element.value]).toEqual(['2', '2'])
  await slider.setValue('1')
  await flushPromises()
  expect(asked).toContain(SENT)
  expect(wrapper.text()).toContain('Transferred by shop: Shelf is full')
  await slider.setValue('0')
  await flushPromises()
  expect(asked).toContain(BEGAN)
  expect(rows(wrapper)).toHaveLength(1)
  expect(rows(wrapper)[0]?.[1]).toContain('9')
  // The past cannot be transferred.
  expect(wrapper.find('[aria-label^="Transfer"]').exists()).toBe(false)
  expect(slider.attributes('aria-valuetext')).toMatch(/^As it was on /)
})

it('does not offer a transfer where there is one location', async () => {
  locations = [SHOP]
  const wrapper = await view()
  expect(wrapper.find('[aria-label^="Transfer"]').exists()).toBe(false)
})
