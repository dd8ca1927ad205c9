import { flushPromises } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'

import { failure, outOfStock } from '@/testing/failures'
import { mounted } from '@/testing/mounted'
import { inventory, product, purchase } from '@/testing/samples'
import { script } from '@/testing/scripted-sdk'

import { basketLines, emptyBasket } from '../basket/contents'

import BuyPanel from './BuyPanel.vue'

vi.mock('@/sdk', () => import('@/testing/scripted-sdk'))

const create = vi.fn()
beforeEach(() => {
  create.mockReset()
  script({ purchases: { create } })
  emptyBasket()
})

async function panel(level = inventory()) {
  const { wrapper, router } = await mounted(BuyPanel, {
    props: { product: product(), inventory: level },
  })
  const button = (name: string) => wrapper.findAll('button').find((one) => one.text() === name)
  return { wrapper, router, button, quantity: wrapper.find('input') }
}

it('shows the receipt once the purchase is made, not before', async () => {
  let answer: (value: unknown) => void = () => undefined
  create.mockImplementation(() => new Promise((resolve) => (answer = resolve)))
  const { wrapper, router } = await panel()
  await wrapper.trigger('submit')
  expect(router.currentRoute.value.path).toBe('/')
  expect(wrapper.get('[type="submit"]').attributes('aria-busy')).toBe('true')
  answer(purchase())
  await flushPromises()
  expect(router.currentRoute.value.path).toBe(`/purchases/${purchase().id}`)
})

it('offers what is left when there is too little, and buys that', async () => {
  create.mockRejectedValueOnce(outOfStock(product().id, 5, 3)).mockResolvedValueOnce(purchase())
  const { wrapper, quantity, button } = await panel()
  await quantity.setValue('5')
  await wrapper.trigger('submit')
  await flushPromises()
  expect(wrapper.get('[role="alert"]').text()).toContain('Only 3 left')
  await button('Take the 3 that are left')?.trigger('click')
  await flushPromises()
  expect(create.mock.lastCall?.[0]).toEqual({ lines: [{ productId: product().id, quantity: 3 }] })
})

it('sends the same key again after a lost answer', async () => {
  create
    .mockRejectedValueOnce(failure({ code: 'cut', status: null, retryable: true }))
    .mockResolvedValueOnce(purchase())
  const { wrapper, button } = await panel()
  await wrapper.trigger('submit')
  await flushPromises()
  await button('Try again')?.trigger('click')
  await flushPromises()
  const keys = create.mock.calls.map(
    ([, options]) => (options as { idempotencyKey: string }).idempotencyKey,
  )
  expect(keys).toHaveLength(2)
  expect(keys[0]).toBe(keys[1])
})

it('sells nothing that is sold out', async () => {
  const { wrapper, button } = await panel(inventory({ purchasable: 0, available: 0 }))
  expect(button('Sold out')?.attributes('disabled')).toBeDefined()
  await wrapper.trigger('submit')
  expect(create).not.toHaveBeenCalled()
})

it('puts the quantity into the basket', async () => {
  const { quantity, button } = await panel()
  await quantity.setValue('4')
  await button('Add to basket')?.trigger('click')
  expect(basketLines.value).toEqual([
    { productId: product().id, quantity: 4, price: product().price },
  ])
})
