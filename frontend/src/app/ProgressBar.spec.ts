import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { mounted } from '@/testing/mounted'

import ProgressBar from './ProgressBar.vue'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

it('shows only what takes a while, and goes at once', async () => {
  const { wrapper } = await mounted(ProgressBar, { props: { busy: true } })
  const shown = () => wrapper.find('.progress').exists()
  expect(shown()).toBe(false)
  await vi.advanceTimersByTimeAsync(200)
  expect(shown()).toBe(true)
  await wrapper.setProps({ busy: false })
  expect(shown()).toBe(false)
})

it('does not flicker for a quick answer', async () => {
  const { wrapper } = await mounted(ProgressBar, { props: { busy: true } })
  await vi.advanceTimersByTimeAsync(50)
  await wrapper.setProps({ busy: false })
  await vi.advanceTimersByTimeAsync(500)
  expect(wrapper.find('.progress').exists()).toBe(false)
})
