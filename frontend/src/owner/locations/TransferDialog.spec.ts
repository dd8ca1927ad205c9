import { flushPromises } from '@vue/test-utils'
import type { NewTransfer } from '@trastienda/client'
import { beforeEach, expect, it, vi } from 'vitest'

import { outOfStock } from '@/testing/failures'
import { mounted } from '@/testing/mounted'
import { choose, press, type } from '@/testing/press'
import { ATTIC, level, listed, product, SHOP, transfer } from '@/testing/samples'
import { script } from '@/testing/scripted-sdk'

import TransferDialog from './TransferDialog.vue'

vi.mock('@/sdk', () => import('@/testing/scripted-sdk'))

const CELLAR = { ...ATTIC, id: '0194a1b0-0000-7000-8000-000000000002', name: 'Cellar' }
const sent: NewTransfer[] = []
let answer: () => Promise<unknown>

beforeEach(() => {
  sent.length = 0
  answer = () => Promise.resolve(transfer())
  script({
    locations: { list: () => listed([SHOP, ATTIC, CELLAR]) },
    transfers: {
      create: (one: NewTransfer) => {
        sent.push(one)
        return answer()
      },
    },
  })
})

async function dialog(start: string) {
  const levels = [level(SHOP), level(ATTIC, { onHand: 3, available: 2 })]
  const { wrapper } = await mounted(TransferDialog, {
    props: { product: product(), levels, start },
  })
  await flushPromises()
  return wrapper
}

const body = () => document.body
const selects = () => [...body().querySelectorAll('select')]
const units = (text: string) => type('input[inputmode="numeric"]', text)

it('never ends where it begins', async () => {
  await dialog(ATTIC.id)
  const [from, to] = selects()
  expect([from?.value, to?.value]).toEqual([ATTIC.id, SHOP.id])
  expect([...(to?.options ?? [])].map(({ value }) => value)).toEqual([SHOP.id, CELLAR.id])
  if (from) from.value = SHOP.id
  from?.dispatchEvent(new Event('change', { bubbles: true }))
  await flushPromises()
  expect(to?.value).not.toBe(SHOP.id)
})

it('sends no more than is free there', async () => {
  await dialog(ATTIC.id)
  await units('3')
  await press('Transfer')
  expect(body().textContent).toContain('Only 2 can leave there.')
  expect(sent).toEqual([])
})

it('moves at once, or leaves it on the way', async () => {
  await dialog(ATTIC.id)
  await units('2')
  await choose('shipped')
  await type('input[type="datetime-local"]', '2026-03-03T09:00')
  await press('Transfer')
  expect(sent).toEqual([
    {
      from: ATTIC.id,
      to: SHOP.id,
      lines: [{ productId: product().id, quantity: 2 }],
      status: 'shipped',
      expectedAt: new Date(2026, 2, 3, 9).toISOString(),
    },
  ])
})

it('stays open with what is left where somebody bought it meanwhile', async () => {
  answer = () => Promise.reject(outOfStock(product().id, 2, 1))
  await dialog(ATTIC.id)
  await units('2')
  await press('Transfer')
  expect(body().querySelector('[role="alert"]')?.textContent).toContain(
    'You asked for 2; 1 can be had.',
  )
})
