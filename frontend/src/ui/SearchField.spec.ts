import { expect, it } from 'vitest'

import { mounted } from '@/testing/mounted'

import SearchField from './SearchField.vue'

it('is emptied by Escape, then left', async () => {
  const { wrapper } = await mounted(SearchField, { props: { label: 'Search', modelValue: 'miel' } })
  const input = wrapper.get('input')
  input.element.focus()
  await input.trigger('keydown', { key: 'Escape' })
  expect(wrapper.emitted('update:modelValue')).toEqual([['']])
  await wrapper.setProps({ modelValue: '' })
  expect(document.activeElement).toBe(input.element)
  await input.trigger('keydown', { key: 'Escape' })
  expect(document.activeElement).not.toBe(input.element)
})
