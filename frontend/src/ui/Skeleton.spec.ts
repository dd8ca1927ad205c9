import { expect, it } from 'vitest'

import { mounted } from '@/testing/mounted'

import Skeleton from './Skeleton.vue'

it('takes the place of what comes, and says nothing to who listens', async () => {
  const { wrapper } = await mounted(Skeleton, { props: { class: 'h-8' } })
  expect(wrapper.attributes('aria-hidden')).toBe('true')
  expect(wrapper.classes()).toContain('h-8')
  expect(wrapper.text()).toBe('')
})
