import { expect, it, vi } from 'vitest'

import { composed } from '@/testing/mounted'

import { useShortcuts } from './useShortcuts'

function press(key: string, on: EventTarget = document.body, more: KeyboardEventInit = {}): void {
  on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))
}

it('runs single keys, pairs and keys with Ctrl or Cmd', async () => {
  const run = { '/': vi.fn(), 'g b': vi.fn(), 'mod+k': vi.fn() }
  await composed(() => useShortcuts(run))
  press('/')
  press('g')
  press('b')
  press('k', document.body, { metaKey: true })
  for (const action of Object.values(run)) expect(action).toHaveBeenCalledOnce()
})

it('does nothing while somebody types, except with Ctrl', async () => {
  const run = { '/': vi.fn(), 'mod+k': vi.fn() }
  await composed(() => useShortcuts(run))
  const field = document.body.appendChild(document.createElement('input'))
  press('/', field)
  press('k', field, { ctrlKey: true })
  expect(run['/']).not.toHaveBeenCalled()
  expect(run['mod+k']).toHaveBeenCalledOnce()
})

it('does nothing once its page is gone', async () => {
  const run = { '/': vi.fn() }
  const { wrapper } = await composed(() => useShortcuts(run))
  wrapper.unmount()
  press('/')
  expect(run['/']).not.toHaveBeenCalled()
})
