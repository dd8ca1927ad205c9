import { expect, it } from 'vitest'

import { mounted } from '@/testing/mounted'

import StartFailed from './StartFailed.vue'

it('says plainly what is missing, why, and how to go on', async () => {
  const error = new Error('CompileError: expected magic word')
  const { wrapper } = await mounted(StartFailed, { props: { error } })
  expect(wrapper.attributes('role')).toBe('alert')
  expect(wrapper.get('h1').text()).toBe('The shop could not start')
  expect(wrapper.get('code').text()).toBe(error.message)
  await wrapper.get('button').trigger('click')
  expect(wrapper.emitted('retry')).toHaveLength(1)
})

it('shows also what is no error', async () => {
  const { wrapper } = await mounted(StartFailed, { props: { error: 'out of memory' } })
  expect(wrapper.get('code').text()).toBe('out of memory')
})
