// The test function of the flows: one browser a worker, one shop a file, new windows a test.
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { test as plain } from 'vitest'

import { listen, openBrowser, visitor } from './browser.mjs'
import { openShop } from './shop.mjs'

/** Where the last sight of a failed test is kept. */
const SIGHTS = process.env.E2E_SIGHTS ?? join(tmpdir(), 'trastienda-flows-failed')

export const test = plain
  .extend('browser', { scope: 'worker' }, async ({}, { onCleanup }) => {
    const browser = await openBrowser()
    onCleanup(() => browser.close())
    return browser
  })
  .extend('shop', { scope: 'file' }, async ({}, { onCleanup }) => {
    const shop = await openShop()
    onCleanup(() => shop.close())
    return shop
  })
  // Shared by the tests of a file, so that the page's files are fetched and compiled once.
  .extend('usual', { scope: 'file' }, async ({ browser, shop }, { onCleanup }) => {
    const context = await visitor(browser, { baseURL: shop.url })
    onCleanup(() => context.close())
    return context
  })
  /**
   * `visit(path)` opens a window of somebody who has nothing stored. `beside` is a window to share
   * storage with; `apart` are settings of a visitor of their own; `expects` are complaints of the
   * page that belong to the test. Any other complaint fails it.
   */
  .extend('visit', async ({ browser, shop, usual, task }, { onCleanup }) => {
    const windows = []
    const contexts = []
    const complaints = []
    onCleanup(async () => {
      if (task.result?.state === 'fail' || complaints.length > 0)
        await keepSights(task.name, windows)
      for (const page of windows) if (page.context() === usual) await forget(page, shop.url)
      await Promise.all(windows.map((page) => page.close()))
      await Promise.all(contexts.map((context) => context.close()))
      for (const weather of Object.values(shop.weather)) await weather.clear()
      if (complaints.length > 0) throw new Error(`the page complained:\n${complaints.join('\n')}`)
    })
    return async (path, { expects = [], beside, apart } = {}) => {
      let context = beside?.context() ?? usual
      if (apart) contexts.push((context = await visitor(browser, { baseURL: shop.url, ...apart })))
      const page = await context.newPage()
      windows.push(page)
      listen(page, expects, (sentence) => complaints.push(sentence))
      await page.goto(path)
      return page
    }
  })

async function forget(page, origin) {
  const session = await page.context().newCDPSession(page)
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'local_storage' })
}

async function keepSights(name, windows) {
  await mkdir(SIGHTS, { recursive: true })
  for (const [n, page] of windows.entries()) {
    const path = join(SIGHTS, `${name.replaceAll(/[^\p{L}\d]+/gu, '-')}-${n + 1}.png`)
    await page.screenshot({ path, fullPage: true }).catch(() => {})
    console.log(`last sight: ${path} at ${page.url()}`)
  }
}
