import { expect, it } from 'vitest'

import { mounted } from '@/testing/mounted'

import TextField from './TextField.vue'

it('ties label, hint and error to the control', async () => {
  const props = { label: 'Name', hint: 'As on the label.', error: 'It is missing.', modelValue: '' }
  const { wrapper } = await mounted(TextField, { props })
  const input = wrapper.get('input')
  expect(wrapper.get('label').attributes('for')).toBe(input.attributes('id'))
  const told = (input.attributes('aria-describedby') ?? '').split(' ')
  expect(told.map((id) => wrapper.get(`[id="${id}"]`).text())).toEqual([
    'As on the label.',
    'It is missing.',
  ])
})

it('becomes a text area for more than one line', async () => {
  const { wrapper } = await mounted(TextField, {
    props: { label: 'Text', rows: 4, modelValue: 'a' },
  })
  await wrapper.get('textarea').setValue('b')
  expect(wrapper.emitted('update:modelValue')).toEqual([['b']])
})
