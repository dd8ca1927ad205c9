import { flushPromises } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'

import { failure } from '@/testing/failures'
import { mounted } from '@/testing/mounted'
import { inventory, page, product } from '@/testing/samples'
import { script } from '@/testing/scripted-sdk'

import ProductListView from './ProductListView.vue'

vi.mock('@/sdk', () => import('@/testing/scripted-sdk'))

const none = () => ({ toArray: () => Promise.resolve([]) })
const list = vi.fn()

async function shop(at: string, answer: unknown = page([product()])) {
  list.mockReset().mockImplementation(() => Promise.resolve(answer))
  script({
    products: { list },
    categories: { list: none },
    tags: { list: none },
    inventory: { list: () => Promise.resolve(page([inventory({ purchasable: 0, available: 0 })])) },
  })
  return mounted(ProductListView, { at })
}

it('asks for what the address says, for sale only', async () => {
  await shop('/?q=miel&category=despensa&from=500&currency=EUR&sort=-price&page=2&size=12')
  expect(list).toHaveBeenCalledWith(
    {
      page: { number: 2, size: 12 },
      sort: ['-price'],
      filter: {
        status: 'active',
        search: 'miel',
        category: 'despensa',
        currency: 'EUR',
        price: { gte: 500 },
      },
    },
    expect.objectContaining({ signal: expect.any(AbortSignal) as AbortSignal }),
  )
})

it('marks what is sold out', async () => {
  const { wrapper } = await shop('/')
  const card = wrapper.get(`a[href="/products/${product().id}"]`)
  expect(card.text()).toContain('Miel de romero')
  expect(card.text()).toContain('Sold out')
})

it('goes to the last page when the address is past the end', async () => {
  const { router } = await shop('/?page=9', page([], { pages: 3, total: 60 }))
  await flushPromises()
  expect(router.currentRoute.value.fullPath).toBe('/?page=3')
})

it('tells an empty shop from filters that match nothing', async () => {
  expect((await shop('/', page([]))).wrapper.text()).toContain('still empty')
  const { wrapper, router } = await shop('/?q=nada', page([]))
  expect(wrapper.text()).toContain('Nothing matches')
  const clear = wrapper.findAll('button').find((button) => button.text() === 'Clear all filters')
  await clear?.trigger('click')
  await flushPromises()
  expect(router.currentRoute.value.fullPath).toBe('/')
})

it('offers the shop without a server when the services cannot be reached', async () => {
  list.mockReset()
  script({
    products: { list: () => Promise.reject(failure({ code: 'refused', status: null })) },
    categories: { list: none },
    tags: { list: none },
  })
  const { wrapper } = await mounted(ProductListView)
  expect(wrapper.get('[role="alert"]').text()).toContain('does not answer')
  expect(wrapper.text()).toContain('Try without a server')
})

it('searches once typing pauses, and replaces the address', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { wrapper, router } = await shop('/?page=2')
  const field = wrapper.get('[role="search"] input')
  await field.setValue('mi')
  await field.setValue('miel')
  expect(router.currentRoute.value.fullPath).toBe('/?page=2')
  vi.advanceTimersByTime(400)
  vi.useRealTimers()
  await flushPromises()
  expect(router.currentRoute.value.fullPath).toBe('/?q=miel')
})
