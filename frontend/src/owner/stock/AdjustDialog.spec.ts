import { flushPromises } from '@vue/test-utils'
import type { NewAdjustment } from '@trastienda/client'
import { beforeEach, expect, it, vi } from 'vitest'

import { failure } from '@/testing/failures'
import { mounted } from '@/testing/mounted'
import { ATTIC, inventory, level, listed, product, SHOP } from '@/testing/samples'
import { script } from '@/testing/scripted-sdk'

import AdjustDialog from './AdjustDialog.vue'

vi.mock('@/sdk', () => import('@/testing/scripted-sdk'))

const sent: NewAdjustment[] = []
let locations = [SHOP]

beforeEach(() => {
  sent.length = 0
  locations = [SHOP]
  script({
    locations: { list: () => listed(locations) },
    levels: {
      list: () => listed([level(SHOP), level(ATTIC, { onHand: 4, incoming: 5, inTransit: 2 })]),
    },
    adjustments: {
      create: (adjustment: NewAdjustment) => {
        sent.push(adjustment)
        if (adjustment.expected === 9) return Promise.resolve({})
        return Promise.reject(
          failure({ code: 'count-stale', status: 409, meta: { expected: 12, onHand: 9 } }),
        )
      },
    },
  })
})

async function dialog() {
  const { wrapper } = await mounted(AdjustDialog, {
    props: { product: product(), inventory: inventory({ onHand: 12, available: 12 }) },
  })
  await vi.dynamicImportSettled()
  await flushPromises()
  return wrapper
}

const body = () => document.body
const button = (name: string) =>
  [...body().querySelectorAll('button')].find((one) => one.textContent?.trim() === name)

function type(label: string, text: string): void {
  const caption = [...body().querySelectorAll('label')].find((one) =>
    one.textContent?.trim().startsWith(label),
  )
  const field = document.getElementById(caption?.htmlFor ?? '') as HTMLInputElement
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

async function choose(value: string): Promise<void> {
  const radio = body().querySelector<HTMLInputElement>(`input[value="${value}"]`)
  radio?.click()
  radio?.dispatchEvent(new Event('change', { bubbles: true }))
  await flushPromises()
}

it('asks for a number and a reason before anything is sent', async () => {
  await dialog()
  button('Restock')?.click()
  await flushPromises()
  expect(body().textContent).toContain('Give a whole number from 1 up.')
  expect(body().textContent).toContain('Say why')
  expect(sent).toEqual([])
})

it('shows both figures when the stock moved while it was counted, and sends the count again only when told', async () => {
  await dialog()
  await choose('count')
  type('Units counted', '11')
  type('Reason', 'Stocktake')
  await flushPromises()
  button('Set to the count')?.click()
  await flushPromises()
  expect(sent).toHaveLength(1)
  expect(sent[0]).toMatchObject({ kind: 'count', counted: 11, expected: 12 })
  const figures = [...body().querySelectorAll('[role="alert"] dd')].map((one) => one.textContent)
  expect(figures).toEqual(['12', '9', '11'])

  button('Set to 11 all the same')?.click()
  await flushPromises()
  expect(sent[1]).toMatchObject({ counted: 11, expected: 9 })
})

it('is about one location where there are several, and counts against what is there', async () => {
  locations = [SHOP, ATTIC]
  await dialog()
  const place = body().querySelector('select') as HTMLSelectElement
  place.value = ATTIC.id
  place.dispatchEvent(new Event('change', { bubbles: true }))
  await choose('count')
  type('Units counted', '3')
  type('Reason', 'Stocktake')
  await flushPromises()
  button('Set to the count')?.click()
  await flushPromises()
  expect(sent[0]).toMatchObject({ location: ATTIC.id, counted: 3, expected: 4 })
})

it('announces what is on its way, which can arrive later', async () => {
  locations = [SHOP, ATTIC]
  await dialog()
  expect(body().querySelector('input[value="arrive"]')).toBeNull()
  const place = body().querySelector('select') as HTMLSelectElement
  place.value = ATTIC.id
  place.dispatchEvent(new Event('change', { bubbles: true }))
  await flushPromises()
  expect(body().querySelector('input[value="arrive"]')).not.toBeNull()
  await choose('incoming')
  type('Units', '6')
  type('Reason', 'Ordered')
  type('Expected', '2026-03-03T09:00')
  await flushPromises()
  button('Restock')?.click()
  await flushPromises()
  expect(sent[0]).toMatchObject({
    kind: 'receive',
    quantity: 6,
    to: 'incoming',
    expectedAt: new Date(2026, 2, 3, 9).toISOString(),
  })
})
