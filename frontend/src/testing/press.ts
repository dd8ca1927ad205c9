import { flushPromises } from '@vue/test-utils'
import { vi } from 'vitest'

/** The dialog that is open; it stands outside of what was mounted. */
export function dialog(): HTMLElement {
  const found = document.querySelector<HTMLElement>('[role="dialog"]')
  if (!found) throw new Error('no dialog is open')
  return found
}

/** Presses the button of this name, as a reader of the screen hears it, and waits for what comes of it. */
export async function press(name: string, within: ParentNode = document): Promise<void> {
  const button = [...within.querySelectorAll('button')].find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent)?.trim() === name,
  )
  if (!button) throw new Error(`no button is called ${name}`)
  button.click()
  // A dialog loads when it is first asked for.
  await flushPromises()
  await vi.dynamicImportSettled()
  await flushPromises()
}

/** Chooses one of a few by its value. */
export async function choose(value: string, within: ParentNode = document): Promise<void> {
  const radio = within.querySelector<HTMLInputElement>(`input[type="radio"][value="${value}"]`)
  if (!radio) throw new Error(`no choice is ${value}`)
  radio.click()
  radio.dispatchEvent(new Event('change', { bubbles: true }))
  await flushPromises()
}

/** Types into the first field that the selector finds. */
export async function type(
  selector: string,
  text: string,
  within: ParentNode = document,
): Promise<void> {
  const field = within.querySelector<HTMLInputElement>(selector)
  if (!field) throw new Error(`no field is ${selector}`)
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
  await flushPromises()
}
