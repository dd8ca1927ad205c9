import type { Quote } from '@trastienda/client'
import { flushPromises } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'

import { failure } from '@/testing/failures'
import { mounted } from '@/testing/mounted'
import { inventory, page, product, purchase } from '@/testing/samples'
import { script } from '@/testing/scripted-sdk'

import { basketLines, emptyBasket, putInBasket } from './basket/contents'
import BasketView from './BasketView.vue'

vi.mock('@/sdk', () => import('@/testing/scripted-sdk'))

const { id, price } = product()
const accepted: Quote = {
  id: 'q',
  verdict: 'accepted',
  lines: [],
  total: { amount: 1780, currency: 'EUR' },
  refusals: [],
  explanation: [],
} as never
const refused = (code: string, meta: Record<string, unknown>): Quote => ({
  ...accepted,
  verdict: 'refused',
  total: null,
  refusals: [{ code, status: 409, title: '', detail: '', source: null, meta } as never],
})

const create = vi.fn()
beforeEach(() => {
  create.mockReset().mockResolvedValue(purchase())
  emptyBasket()
})

async function basket(quote: Quote, now = product()) {
  script({
    products: { list: () => Promise.resolve(page([now])) },
    inventory: { list: () => Promise.resolve(page([inventory()])) },
    quotes: { create: () => Promise.resolve(quote) },
    purchases: { create },
  })
  const { wrapper, router } = await mounted(BasketView, { at: '/basket' })
  const button = (name: string) => wrapper.findAll('button').find((one) => one.text() === name)
  return { wrapper, router, button }
}

it('shows the verdict and the total before anything is sent, then buys', async () => {
  putInBasket({ productId: id, quantity: 2, price })
  const { wrapper, router, button } = await basket(accepted)
  expect(wrapper.text()).toContain('Everything is there.')
  expect(wrapper.text()).toMatch(/€17\.80|17\.80/)
  expect(create).not.toHaveBeenCalled()
  await button('Buy')?.trigger('click')
  await flushPromises()
  expect(create.mock.lastCall?.[0]).toEqual({ lines: [{ productId: id, quantity: 2 }] })
  expect(router.currentRoute.value.path).toBe(`/purchases/${purchase().id}`)
  expect(basketLines.value).toEqual([])
})

it('names the line that cannot be had, and takes what is left', async () => {
  putInBasket({ productId: id, quantity: 9, price })
  const meta = { productId: id, requested: 9, purchasable: 3 }
  const { wrapper, button } = await basket(refused('insufficient-stock', meta))
  expect(wrapper.text()).toContain('One product needs a decision.')
  expect(button('Buy')?.attributes('disabled')).toBeDefined()
  await button('Take the 3 that are left')?.trigger('click')
  expect(basketLines.value[0]?.quantity).toBe(3)
})

it('explains a basket with two currencies', async () => {
  putInBasket({ productId: id, quantity: 1, price })
  const { wrapper } = await basket(refused('mixed-currencies', {}))
  expect(wrapper.text()).toContain('Buy these products separately.')
})

it('says that a price has changed since the product was put in', async () => {
  putInBasket({ productId: id, quantity: 1, price: { ...price, amount: 700 } })
  const { wrapper, button } = await basket(accepted)
  expect(wrapper.text()).toContain('7.00 when you put it in')
  await button('Got it')?.trigger('click')
  expect(basketLines.value[0]?.price).toEqual(price)
})

it('keeps the basket when the purchase fails, and says why', async () => {
  putInBasket({ productId: id, quantity: 1, price })
  create.mockRejectedValue(
    failure({ code: 'product-service-unavailable', status: 503, retryable: true }),
  )
  const { wrapper, button } = await basket(accepted)
  await button('Buy')?.trigger('click')
  await flushPromises()
  expect(wrapper.get('[role="alert"]').text()).toContain('Product service is not available')
  expect(basketLines.value).toHaveLength(1)
})

it('says when there is nothing in it', async () => {
  const { wrapper } = await basket(accepted)
  expect(wrapper.text()).toContain('The basket is empty')
})
