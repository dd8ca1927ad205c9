import { expect, it } from 'vitest'

import { failure } from '@/testing/failures'
import { mounted } from '@/testing/mounted'

import ErrorState from './ErrorState.vue'

it('says what happened, shows the request and offers to try again', async () => {
  const error = failure({ code: 'not-ready', status: 503, requestId: 'r-17', retryable: true })
  const { wrapper } = await mounted(ErrorState, { props: { error } })
  expect(wrapper.attributes('role')).toBe('alert')
  expect(wrapper.text()).toContain('still starting')
  expect(wrapper.text()).toContain('r-17')
  const again = wrapper.findAll('button').find((button) => button.text() === 'Try again')
  await again?.trigger('click')
  expect(wrapper.emitted('retry')).toHaveLength(1)
})

it('offers no second try where it cannot help', async () => {
  const error = failure({ code: 'forbidden', status: 403 })
  const { wrapper } = await mounted(ErrorState, { props: { error } })
  expect(wrapper.text()).toContain('not allowed')
  expect(wrapper.text()).not.toContain('Try again')
})
