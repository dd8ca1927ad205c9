import { expect, it } from 'vitest'

import { mounted } from '@/testing/mounted'

import Choice from './Choice.vue'
import SelectField from './SelectField.vue'

const options = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

it.each([
  ['Choice', Choice, 'input[value="dark"]'],
  ['SelectField', SelectField, 'select'],
] as const)('%s says which one was chosen', async (_name, component, control) => {
  const props = { label: 'Theme', options, modelValue: 'light' }
  const { wrapper } = await mounted(component, { props })
  await wrapper.get(control).setValue(control === 'select' ? 'dark' : true)
  expect(wrapper.emitted('update:modelValue')).toEqual([['dark']])
})
