import { expect, it, vi } from 'vitest'

import { setLocale } from '@/i18n'
import { mounted } from '@/testing/mounted'

import MoneyField from './MoneyField.vue'

vi.mock('@/sdk', () => import('@/testing/scripted-sdk'))

const field = async (modelValue: unknown = null) => {
  const { wrapper } = await mounted(MoneyField, {
    props: { label: 'Price', currency: 'EUR', modelValue },
  })
  return { wrapper, input: wrapper.get('input') }
}
const values = (wrapper: Awaited<ReturnType<typeof field>>['wrapper']) =>
  wrapper.emitted('update:modelValue')?.map(([value]) => value)

it('reads an amount as minor units', async () => {
  const { wrapper, input } = await field()
  await input.setValue('12.50')
  expect(values(wrapper)).toEqual([{ amount: 1250, currency: 'EUR' }])
})

it('reads and shows it as the language writes it', async () => {
  const { wrapper, input } = await field({ amount: 1250, currency: 'EUR' })
  expect(input.element.value).toBe('12.50')
  await setLocale('es')
  await input.setValue('7,5')
  expect(values(wrapper)).toEqual([{ amount: 750, currency: 'EUR' }])
})

it('tells of text that is no amount, and keeps it', async () => {
  const { wrapper, input } = await field()
  await input.setValue('dear')
  expect(wrapper.emitted('unreadable')).toEqual([['dear']])
  expect(input.element.value).toBe('dear')
})
