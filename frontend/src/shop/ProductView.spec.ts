import { flushPromises } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'

import { failure } from '@/testing/failures'
import { mounted } from '@/testing/mounted'
import { inventory, page, product } from '@/testing/samples'
import { script } from '@/testing/scripted-sdk'

import ProductView from './ProductView.vue'

vi.mock('@/sdk', () => import('@/testing/scripted-sdk'))

const sweet = product({ id: 'sweet', group: 'paprika', options: { kind: 'sweet' } })
const hot = product({ id: 'hot', group: 'paprika', options: { kind: 'hot' } })

async function view(get: () => Promise<unknown>, before = '/') {
  script({
    products: { get, list: () => Promise.resolve(page([sweet, hot])) },
    inventory: {
      list: () =>
        Promise.resolve(
          page([
            inventory({ id: 'sweet', state: 'low', available: 3, purchasable: 3 }),
            inventory({ id: 'hot', state: 'out', available: 0, purchasable: 0 }),
          ]),
        ),
    },
  })
  const shown = await mounted(ProductView, { props: { id: 'sweet' }, at: before })
  await flushPromises()
  return shown
}

it('shows the stock as it is and the variants, sold-out ones too', async () => {
  const { wrapper } = await view(() => Promise.resolve(sweet))
  expect(wrapper.get('h1').text()).toBe('Miel de romero')
  expect(wrapper.text()).toContain('Only 3 left')
  expect(wrapper.get('a[href="/products/hot"]').text()).toContain('Sold out')
  expect(wrapper.get('a[href="/products/sweet"]').attributes('aria-current')).toBe('true')
})

it('does not offer what is not for sale', async () => {
  const { wrapper } = await view(() => Promise.resolve({ ...sweet, status: 'archived' }))
  expect(wrapper.text()).toContain('Not for sale')
  expect(wrapper.find('form').exists()).toBe(false)
})

it('says when there is no such product', async () => {
  const { wrapper } = await view(() =>
    Promise.reject(failure({ code: 'not-found', status: 404, requestId: 'r-9' })),
  )
  expect(wrapper.get('[role="alert"]').text()).toContain('no such product')
  expect(wrapper.text()).toContain('r-9')
})
