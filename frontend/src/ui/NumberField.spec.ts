import { expect, it } from 'vitest'

import { mounted } from '@/testing/mounted'

import NumberField from './NumberField.vue'

async function field(props: Record<string, unknown>) {
  const { wrapper } = await mounted(NumberField, { props: { label: 'Quantity', ...props } })
  const [less, more] = wrapper.findAll('button')
  const values = () => wrapper.emitted('update:modelValue')?.map(([value]) => value) ?? []
  return { wrapper, less, more, input: wrapper.get('input'), values }
}

it('steps within its limits', async () => {
  const { less, more } = await field({ modelValue: 3, min: 1, max: 3 })
  expect(more?.attributes('disabled')).toBeDefined()
  expect(less?.attributes('disabled')).toBeUndefined()
})

it('steps with the arrow keys', async () => {
  const { input, values } = await field({ modelValue: 3 })
  await input.trigger('keydown', { key: 'ArrowUp' })
  expect(values()).toEqual([4])
})

it('says null for what is no whole number, and keeps the text', async () => {
  const { input, values } = await field({ modelValue: 3 })
  await input.setValue('3.5')
  expect(values()).toEqual([null])
  expect(input.element.value).toBe('3.5')
})

it('ties its error to the control', async () => {
  const { wrapper, input } = await field({ modelValue: null, error: 'Give a number.' })
  expect(input.attributes('aria-invalid')).toBe('true')
  const id = input.attributes('aria-describedby')
  expect(wrapper.get(`[id="${id}"]`).text()).toBe('Give a number.')
})
