import { flushPromises } from '@vue/test-utils'
import type { NewAdjustment } from '@trastienda/client'
import { beforeEach, expect, it, vi } from 'vitest'

import { failure } from '@/testing/failures'
import { mounted } from '@/testing/mounted'
import { inventory, product } from '@/testing/samples'
import { script } from '@/testing/scripted-sdk'

import AdjustDialog from './AdjustDialog.vue'

vi.mock('@/sdk', () => import('@/testing/scripted-sdk'))

const sent: NewAdjustment[] = []

beforeEach(() => {
  sent.length = 0
  script({
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
    props: { open: true, product: product(), inventory: inventory({ onHand: 12, available: 12 }) },
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
