import { expect, it } from 'vitest'

import { mounted } from '@/testing/mounted'

import SaveBar from './SaveBar.vue'

it('comes up when there is something to save', async () => {
  const { wrapper } = await mounted(SaveBar, { props: { open: false } })
  expect(wrapper.find('[role="region"]').exists()).toBe(false)
  await wrapper.setProps({ open: true })
  const [discard, save] = wrapper.findAll('button')
  await discard?.trigger('click')
  await save?.trigger('click')
  expect(wrapper.emitted()).toMatchObject({ discard: [[]], save: [[]] })
})
