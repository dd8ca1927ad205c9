import { expect, it, vi } from 'vitest'

import { mounted } from '@/testing/mounted'

import DropdownMenu from './DropdownMenu.vue'

const items = () => [...document.body.querySelectorAll<HTMLElement>('[role="menuitem"]')]

async function opened() {
  const [edit, remove] = [vi.fn(), vi.fn()]
  const { wrapper } = await mounted(DropdownMenu, {
    props: {
      label: 'Actions for Miel de romero',
      items: [
        { label: 'Edit', run: edit },
        { label: 'Delete', danger: true, disabled: true, run: remove },
      ],
    },
    slots: { default: '…' },
  })
  const button = wrapper.get('button')
  expect(button.attributes('aria-label')).toBe('Actions for Miel de romero')
  expect(button.attributes('aria-expanded')).toBe('false')
  await button.trigger('keydown', { key: 'Enter' })
  await vi.waitFor(() => expect(items()).toHaveLength(2))
  return { button, edit, remove }
}

it('opens by the keyboard, and runs what is chosen', async () => {
  const { button, edit } = await opened()
  expect(button.attributes('aria-expanded')).toBe('true')
  expect(items().map((item) => item.textContent?.trim())).toEqual(['Edit', 'Delete'])
  items()[0]?.click()
  expect(edit).toHaveBeenCalledOnce()
  await vi.waitFor(() => expect(items()).toEqual([]))
})

it('does not run what cannot be done', async () => {
  const { remove } = await opened()
  expect(items()[1]?.getAttribute('aria-disabled')).toBe('true')
  items()[1]?.click()
  expect(remove).not.toHaveBeenCalled()
})
