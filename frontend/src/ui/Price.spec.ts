import { expect, it } from 'vitest'

import { setLocale } from '@/i18n'
import { mounted } from '@/testing/mounted'

import Price from './Price.vue'

it('is written as the language writes it, and follows the language', async () => {
  const money = { amount: 123_450, currency: 'EUR' }
  const { wrapper } = await mounted(Price, { props: { money } })
  expect(wrapper.text()).toBe('€1,234.50')
  await setLocale('es')
  await wrapper.vm.$nextTick()
  expect(wrapper.text()).toBe('1234,50\u00a0€')
})

it('has the decimals of its currency', async () => {
  const money = { amount: 500, currency: 'JPY' }
  expect((await mounted(Price, { props: { money } })).wrapper.text()).toBe('¥500')
})
