import { expect, it } from 'vitest'

import { emptyBasket, putInBasket } from '@/shop/basket/contents'
import { mounted } from '@/testing/mounted'

import AppHeader from './AppHeader.vue'

it('says how much is in the basket, also to those who do not see the badge', async () => {
  emptyBasket()
  const { wrapper } = await mounted(AppHeader)
  const basket = wrapper.get('a[href="/basket"]')
  expect(basket.text()).toBe('Basket')
  putInBasket({ productId: 'a', quantity: 3, price: { amount: 1, currency: 'EUR' } })
  await wrapper.vm.$nextTick()
  expect(basket.text().replace(/\s+/g, ' ')).toBe('Basket3 items')
  emptyBasket()
})

it('opens the palette', async () => {
  const { wrapper } = await mounted(AppHeader)
  await wrapper.get('button').trigger('click')
  expect(wrapper.emitted('palette')).toHaveLength(1)
})
