import { expect, it } from 'vitest'

import { setLocale } from '@/i18n'
import { mounted } from '@/testing/mounted'

import ShortOfStock from './ShortOfStock.vue'

const offer = async (left: number) => {
  const refusal = { code: 'insufficient-stock', left }
  return (await mounted(ShortOfStock, { props: { refusal } })).wrapper
}

it('offers what is left, one or many', async () => {
  expect((await offer(3)).get('button').text()).toBe('Take the 3 that are left')
  const one = await offer(1)
  expect(one.get('button').text()).toBe('Take the one that is left')
  await setLocale('es')
  await one.vm.$nextTick()
  expect(one.get('button').text()).toBe('Llevarme el que queda')
  await one.get('button').trigger('click')
  expect(one.emitted('take')).toEqual([[1]])
})

it('offers nothing of nothing', async () => {
  expect((await offer(0)).find('button').exists()).toBe(false)
})
