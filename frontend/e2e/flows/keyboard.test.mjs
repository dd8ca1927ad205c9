import { expect } from 'vitest'

import { goods, left, purchasesOf } from '../world/goods.mjs'
import { settled } from '../world/pages.mjs'
import { test } from '../world/test.mjs'

/** Goes on with Tab until what has focus is called so. */
async function tabTo(page, name) {
  for (let n = 0; n < 80; n += 1) {
    await page.keyboard.press('Tab')
    if (await focused(page, name)) return
  }
  throw new Error(`Tab never came to ${name}`)
}

/** Looks at the element itself: a picture of the whole tree after each Tab takes too long. */
async function focused(page, name) {
  const described = await page.evaluate(() => {
    const element = document.activeElement
    const role = { A: 'link', BUTTON: 'button', INPUT: 'textbox' }[element.tagName]
    const text = element.ariaLabel ?? element.labels?.[0]?.textContent ?? element.textContent
    return `${role} "${text.trim()}"`
  })
  return name.test(described)
}

test('buying with the keyboard alone', async ({ visit, shop }) => {
  const fan = await goods(shop, { name: 'Keyboard fan' })
  const page = await visit('/')
  await settled(page)
  await page.keyboard.press('/')
  await page.keyboard.type('keyboard fan')
  await page.getByRole('heading', { level: 1, name: 'Results for “keyboard fan”' }).waitFor()
  await tabTo(page, /link ".*Keyboard fan/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: fan.name }).waitFor()
  // Focus comes along to the new page, not back to the top of the window.
  await expect.poll(() => page.locator('main:focus, main h1:focus').count()).toBe(1)
  await tabTo(page, /textbox "Quantity"/)
  await page.keyboard.press('ArrowUp')
  await tabTo(page, /button "Buy now"/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Thank you' }).waitFor()
  const [purchase] = await purchasesOf(shop, fan)
  expect(purchase.lines).toMatchObject([{ quantity: 2 }])
})

test('the first Tab offers to skip to the content; what has focus can be seen', async ({
  visit,
}) => {
  const page = await visit('/')
  await settled(page)
  await page.keyboard.press('Tab')
  await expect.poll(() => focused(page, /link "Skip to content"/)).toBe(true)
  const box = await page.locator(':focus').boundingBox()
  expect(box.width).toBeGreaterThan(50)
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main')
})

test('the palette opens from anywhere, finds a product, and gives focus back', async ({
  visit,
  shop,
}) => {
  const fan = await goods(shop, { name: 'Palette paddle' })
  const page = await visit('/settings')
  await settled(page)
  await page.getByRole('button', { name: 'Search and commands' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Search and commands' })
  await dialog.waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(() => focused(page, /button "Search and commands/)).toBe(true)

  await page.keyboard.press('Control+k')
  await page.keyboard.type('palette pad')
  await dialog.getByRole('option', { name: fan.name }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: fan.name }).waitFor()
})

test('shortcuts go places, and none acts while somebody types', async ({ visit }) => {
  const page = await visit('/')
  await settled(page)
  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await help.waitFor()
  // The dialog keeps focus inside.
  for (let n = 0; n < 6; n += 1) await page.keyboard.press('Tab')
  expect(await help.locator(':focus').count()).toBe(1)
  await page.keyboard.press('Escape')
  await help.waitFor({ state: 'detached' })

  await page.keyboard.press('g')
  await page.keyboard.press('b')
  await page.getByRole('heading', { level: 1, name: 'Basket' }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  const search = page.getByRole('textbox', { name: 'Search products' })
  await search.fill('')
  await search.pressSequentially('g?b')
  expect(await search.inputValue()).toBe('g?b')
  await page.keyboard.press('Escape')
  expect(await search.inputValue()).toBe('')
})

test('creating a product, keeping its stock and selling it, with the keyboard alone', async ({
  visit,
  shop,
}) => {
  const page = await visit('/')
  await settled(page)
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await page.getByRole('heading', { level: 1, name: 'Products' }).waitFor()
  await tabTo(page, /link "New product"/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'New product' }).waitFor()
  for (const [field, text] of [
    [/textbox "Name"/, 'Typed tureen'],
    [/textbox "SKU"/, 'TUREEN-1'],
    [/textbox "Price"/, '30'],
  ]) {
    await tabTo(page, field)
    await page.keyboard.type(text)
  }
  await tabTo(page, /button "Create product"/)
  await page.keyboard.press('Enter')

  await page.getByRole('button', { name: 'Keep stock' }).waitFor()
  await tabTo(page, /button "Keep stock"/)
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Keep stock' })
  await dialog.waitFor()
  if (!(await focused(page, /textbox "On hand now"/))) await tabTo(page, /textbox "On hand now"/)
  await page.keyboard.press('Control+a')
  await page.keyboard.type('2')
  // Enter in a field sends its form.
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  const find = async () => (await shop.client.products.list({ filter: { sku: 'tureen-1' } })).items
  const [tureen] = await find()
  await expect.poll(() => left(shop, tureen)).toBe(2)

  const beside = await visit(`/products/${tureen.id}`, { beside: page })
  await beside.getByText('Only 2 left').waitFor()
  await tabTo(beside, /button "Quantity: one more"/)
  await beside.keyboard.press('Enter')
  await tabTo(beside, /button "Buy now"/)
  await beside.keyboard.press('Enter')
  await beside.getByRole('heading', { name: 'Thank you' }).waitFor()
  await page.bringToFront()
  await page.getByText('Out', { exact: true }).first().waitFor()
  expect(await left(shop, tureen)).toBe(0)
})
