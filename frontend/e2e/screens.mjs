// Pictures of every page for people who look: npm run screens -- FOLDER [LOCALE].
// Each page in both themes, 1280 and 360 wide, as FOLDER/PAGE-THEME-WIDTH.png.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import './build.mjs'
import { openBrowser, visitor } from './world/browser.mjs'
import { PAGES, settled, subjects } from './world/pages.mjs'
import { openShop } from './world/shop.mjs'

const [folder, locale = 'en-GB'] = process.argv.slice(2)
if (!folder) {
  console.error('Say where the pictures go: npm run screens -- FOLDER [LOCALE]')
  process.exit(1)
}
const LOOKS = ['light', 'dark'].flatMap((theme) => [
  { theme, viewport: { width: 1280, height: 800 } },
  { theme, viewport: { width: 360, height: 740 } },
])
/** Pictures of products fade in once they are there. */
const FADE_MS = 400

await mkdir(folder, { recursive: true })
const shop = await openShop()
const browser = await openBrowser()
try {
  const about = await subjects(shop)
  for (const { theme, viewport } of LOOKS) {
    const context = await visitor(browser, {
      baseURL: shop.url,
      locale,
      colorScheme: theme,
      viewport,
    })
    const page = await context.newPage()
    await page.addInitScript((basket) => {
      localStorage.setItem('trastienda.basket', basket)
    }, JSON.stringify(about.basket))
    for (const [name, address] of Object.entries(PAGES)) {
      await page.goto(address(about))
      await settled(page)
      await page.waitForTimeout(FADE_MS)
      const path = join(folder, `${name}-${theme}-${viewport.width}.png`)
      await page.screenshot({ path, fullPage: true })
    }
    await context.close()
    console.log(`${theme}, ${viewport.width} wide: ${Object.keys(PAGES).length} pages`)
  }
} finally {
  await browser.close()
  await shop.close()
}
