import { flushPromises } from '@vue/test-utils'
import { expect, it } from 'vitest'

import { mounted } from '@/testing/mounted'

import ConfirmDialog from './ConfirmDialog.vue'

const props = { title: 'Archive it?', text: 'It leaves the shop.', confirm: 'Archive' }
const button = (name: string) =>
  [...document.querySelectorAll<HTMLElement>('[role="dialog"] button')].find(
    (one) => (one.textContent ?? '').trim() === name || one.getAttribute('aria-label') === name,
  )

it('is named and described by what it says', async () => {
  await mounted(ConfirmDialog, { props })
  const dialog = document.querySelector('[role="dialog"]')
  const text = (attribute: string) =>
    document.getElementById(dialog?.getAttribute(attribute) ?? '')?.textContent?.trim()
  expect(text('aria-labelledby')).toBe('Archive it?')
  expect(text('aria-describedby')).toBe('It leaves the shop.')
})

it('confirms by its verb and closes otherwise', async () => {
  const { wrapper } = await mounted(ConfirmDialog, { props })
  button('Archive')?.click()
  expect(wrapper.emitted('confirm')).toHaveLength(1)
  button('Cancel')?.click()
  await flushPromises()
  expect(wrapper.emitted('close')).toHaveLength(1)
})
