import { expect, it, vi } from 'vitest'

import { failure } from '@/testing/failures'
import { mounted } from '@/testing/mounted'
import { page, product, purchase } from '@/testing/samples'
import { script } from '@/testing/scripted-sdk'

import ReceiptView from './ReceiptView.vue'

vi.mock('@/sdk', () => import('@/testing/scripted-sdk'))

const receipt = (get: () => Promise<unknown>) => {
  script({
    purchases: { get },
    products: { list: () => Promise.resolve(page([product()])) },
  })
  return mounted(ReceiptView, { props: { id: purchase().id } })
}

it('lists what was bought, at the price it was bought for', async () => {
  const { wrapper } = await receipt(() => Promise.resolve(purchase()))
  const text = wrapper.text()
  for (const part of ['Thank you', 'Miel de romero', '8.90', '17.80', purchase().id]) {
    expect(text).toContain(part)
  }
})

it('says when there is no such purchase', async () => {
  const { wrapper } = await receipt(() =>
    Promise.reject(failure({ code: 'not-found', status: 404 })),
  )
  expect(wrapper.get('[role="alert"]').text()).toContain('no such purchase')
  expect(wrapper.get('h1').text()).toBe('Receipt')
})
