import { expect, it } from 'vitest'

import { mounted } from '@/testing/mounted'

import MomentField from './MomentField.vue'

it('holds a moment as the reader’s clock shows it, and gives it back as it is', async () => {
  const noon = new Date(2026, 2, 3, 12, 30)
  const { wrapper } = await mounted(MomentField, {
    props: { label: 'Expected', modelValue: noon.toISOString() },
  })
  const field = wrapper.get('input')
  expect(field.element.value).toBe('2026-03-03T12:30')
  await field.setValue('2026-03-04T08:15')
  await field.setValue('')
  const later = new Date(2026, 2, 4, 8, 15)
  expect(wrapper.emitted('update:modelValue')).toEqual([[later.toISOString()], [null]])
})
