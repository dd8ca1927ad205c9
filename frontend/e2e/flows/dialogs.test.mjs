import { expect } from 'vitest'

import { PAGES, settled, subjects } from '../world/pages.mjs'
import { test } from '../world/test.mjs'

/** What opens each of the owner's dialogs, where, and what the dialog is called. */
const DIALOGS = [
  ['owner-products', /^Adjust stock of /, 'Adjust stock'],
  ['owner-stock', 'Adjust stock', 'Adjust stock'],
  ['owner-stock', /^Transfer .* from Main$/, 'Transfer stock'],
  ['owner-locations', 'New location', 'New location'],
  ['owner-locations', 'Edit Attic', 'Edit Attic'],
  ['owner-purchase', 'Take back', 'Take back'],
  ['owner-reservations', 'Extend the reservation for basket-7', 'Hold it longer'],
  ['owner-reservations', 'Let go of the reservation for basket-7', 'Let these units go?'],
  ['owner-webhooks', 'New webhook', 'New webhook'],
  ['owner-webhook', 'Edit', 'Edit the webhook'],
  ['owner-webhook', 'New secret', 'Replace the secret?'],
  ['owner-webhook', 'Replay', 'Send again from an event on'],
  ['owner-webhook', 'Delete', 'Delete this webhook?'],
]

let about
const aboutShop = async (shop) => (about ??= await subjects(shop))

test.for(DIALOGS)(
  'on %s, %s opens a dialog with a name, which keeps focus and gives it back',
  async ([name, opener, title], { visit, shop }) => {
    const page = await visit(PAGES[name](await aboutShop(shop)))
    await settled(page)
    const button = page.getByRole('button', { name: opener, exact: true }).first()
    await button.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: title, exact: true })
    await dialog.waitFor()
    const inside = () => dialog.evaluate((one) => one.contains(document.activeElement))
    await expect.poll(inside).toBe(true)
    const stops = await dialog.locator('button:enabled, input, select, textarea').count()
    for (let stop = 0; stop <= stops; stop += 1) {
      await page.keyboard.press('Tab')
      expect(await inside(), `after ${stop + 1} times Tab`).toBe(true)
    }
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => button.evaluate((one) => one === document.activeElement)).toBe(true)
  },
)
