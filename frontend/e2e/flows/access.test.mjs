import axe from 'axe-core'
import { expect } from 'vitest'

import { PAGES, settled, subjects } from '../world/pages.mjs'
import { test } from '../world/test.mjs'

// Unknown addresses are among the pages.
const expects = [/status of 404/]
// Colours do not depend on the width, so two looks show both themes and both widths.
const LOOKS = [
  { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { colorScheme: 'dark', viewport: { width: 360, height: 740 } },
]

/** What axe finds, and what makes the page scroll sideways, in both themes and widths. */
async function faults(page) {
  const found = []
  for (const { colorScheme, viewport } of LOOKS) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize(viewport)
    for (const sentence of [...(await violations(page)), ...(await tooWide(page))]) {
      found.push(`${colorScheme}, ${viewport.width}: ${sentence}`)
    }
  }
  return found
}

/** All rules of axe that are on by default. A page has no frames, so axe runs where the page does. */
async function violations(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return page.evaluate(async () => {
    // A new theme or width is drawn with the next frame; half-way between two themes no colour stays. Where a
    // colour is inherited, the change of one element begins when that of another has ended.
    const passing = () =>
      document
        .getAnimations()
        .filter(({ effect }) => effect.getComputedTiming().endTime < Infinity)
        .map(({ finished }) => finished)
    for (let calm = 0; calm < 3; calm = passing().length === 0 ? calm + 1 : 0) {
      await Promise.allSettled(passing())
      await new Promise((drawn) => requestAnimationFrame(drawn))
    }
    const { violations } = await window.axe.run({ resultTypes: ['violations'] })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
  })
}

function tooWide(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 0.5)
      .map((element) => `too wide: ${element.outerHTML.slice(0, 120)}`)
      .slice(0, 5)
  })
}

let about
const aboutShop = async (shop) => (about ??= await subjects(shop))

test.for(Object.keys(PAGES))(
  'axe finds nothing on %s, and it never scrolls sideways',
  async (name, { visit, shop }) => {
    const page = await visit(PAGES[name](await aboutShop(shop)), { expects })
    await settled(page)
    expect(await faults(page)).toEqual([])
  },
)

test('axe finds nothing while a dialog is open', async ({ visit }) => {
  const page = await visit('/')
  await settled(page)
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  expect(await faults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog', { name: 'Search and commands' }).waitFor()
  expect(await faults(page)).toEqual([])
})

test('axe finds nothing where a service is down', async ({ visit, shop }) => {
  await shop.weather.catalog.down()
  const page = await visit('/', { expects: [/status of 503/] })
  await page.getByRole('alert').waitFor()
  expect(await faults(page)).toEqual([])
})
