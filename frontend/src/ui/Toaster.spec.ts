import { flushPromises } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'

import { mounted } from '@/testing/mounted'

import Toaster from './Toaster.vue'
import { toast, toasts } from './toasts'

it('shows what happened with the way back, once', async () => {
  const undo = vi.fn()
  await mounted(Toaster)
  toast('Taken out.', { action: { label: 'Undo', run: undo } })
  await flushPromises()
  const button = [...document.querySelectorAll('button')].find(
    (one) => one.textContent?.trim() === 'Undo',
  )
  expect(document.body.textContent).toContain('Taken out.')
  button?.click()
  await flushPromises()
  expect(undo).toHaveBeenCalledOnce()
  expect(toasts.value).toEqual([])
})
