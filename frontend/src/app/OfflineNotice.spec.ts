import { expect, it, vi } from 'vitest'

import { mounted } from '@/testing/mounted'

import OfflineNotice from './OfflineNotice.vue'

it('comes and goes with the network, and is told to who listens', async () => {
  const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true)
  const { wrapper } = await mounted(OfflineNotice)
  expect(wrapper.attributes('role')).toBe('status')
  expect(wrapper.text()).toBe('')
  onLine.mockReturnValue(false)
  window.dispatchEvent(new Event('offline'))
  await wrapper.vm.$nextTick()
  expect(wrapper.text()).toContain('You are offline')
  onLine.mockReturnValue(true)
  window.dispatchEvent(new Event('online'))
  await wrapper.vm.$nextTick()
  expect(wrapper.text()).toBe('')
})
