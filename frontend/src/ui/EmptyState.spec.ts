import { PackageOpen } from '@lucide/vue'
import { expect, it } from 'vitest'

import { mounted } from '@/testing/mounted'

import EmptyState from './EmptyState.vue'

it('says what is not there, and why', async () => {
  const props = { title: 'Nothing matches', text: 'With fewer filters there is more.' }
  const { wrapper } = await mounted(EmptyState, { props: { ...props, icon: PackageOpen } })
  expect(wrapper.get('h2').text()).toBe(props.title)
  expect(wrapper.get('p').text()).toBe(props.text)
  expect(wrapper.get('svg').attributes('aria-hidden')).toBe('true')
})

it('offers a way on where there is one', async () => {
  const props = { title: 'Nothing matches' }
  const without = await mounted(EmptyState, { props })
  expect(without.wrapper.element.children).toHaveLength(1)
  const slots = { default: '<button>Clear all filters</button>' }
  const { wrapper } = await mounted(EmptyState, { props, slots })
  expect(wrapper.get('button').text()).toBe('Clear all filters')
})
