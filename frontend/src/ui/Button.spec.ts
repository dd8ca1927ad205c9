import { expect, it, vi } from 'vitest'

import { mounted } from '@/testing/mounted'

import Button from './Button.vue'

it('cannot be pressed twice while its work is under way', async () => {
  const onClick = vi.fn()
  const { wrapper } = await mounted(Button, { props: { onClick }, slots: { default: 'Buy' } })
  await wrapper.trigger('click')
  await wrapper.setProps({ pending: true })
  await wrapper.trigger('click')
  expect(onClick).toHaveBeenCalledOnce()
  expect(wrapper.attributes('aria-busy')).toBe('true')
})

it('keeps a form from being sent while its work is under way', async () => {
  const { wrapper } = await mounted(Button, { props: { pending: true, type: 'submit' } })
  const click = new MouseEvent('click', { cancelable: true, bubbles: true })
  wrapper.element.dispatchEvent(click)
  expect(click.defaultPrevented).toBe(true)
})

it('is a real link when it leads somewhere', async () => {
  const { wrapper } = await mounted(Button, { props: { to: { name: 'basket' } } })
  expect(wrapper.element.tagName).toBe('A')
  expect(wrapper.attributes('href')).toBe('/basket')
})
