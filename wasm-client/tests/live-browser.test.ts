/** The live feeds in two pages of a real browser, against real services. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Site } from './live/site.js'

const CHROMIUM = '/usr/bin/chromium'
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const TEST_MS = 60_000
/** The end of a closed page's stream and the start of the next one's may cross. */
const HANDOVER_MS = 500

let site: Site
let profile: string
let browser: BrowserContext

beforeAll(async () => {
  site = await Site.start()
  profile = mkdtempSync(join(tmpdir(), 'trastienda-live-'))
  browser = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    args: FLAGS,
  })
})

afterAll(async () => {
  await browser?.close()
  await site?.stop()
  if (profile) rmSync(profile, { recursive: true, force: true })
})

/** A page that follows the shop. */
async function opened(): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(site.url)
  await state(page, 'open')
  return page
}

function state(page: Page, state: string): Promise<unknown> {
  return page.waitForFunction((state) => document.body.dataset['state'] === state, state)
}

/** Waits until a page heard that much; two feeds come in any order. */
async function heard(page: Page, events: string[]): Promise<void> {
  const list = async () => (await page.locator('li').allTextContents()).sort()
  await expect.poll(list, { timeout: 10_000 }).toEqual([...events].sort())
}

/** Shows or hides a page, as a switch to another tab would. */
function show(page: Page, visibility: 'visible' | 'hidden'): Promise<void> {
  return page.evaluate((visibility) => {
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => visibility,
    })
    document.dispatchEvent(new Event('visibilitychange'))
  }, visibility)
}

function streams(count: number): Promise<void> {
  const open = () => [site.open('product-events'), site.open('stock-events')]
  return expect.poll(open, { timeout: 10_000 }).toEqual([count, count])
}

it(
  'two pages share a stream of each feed, and pass it on',
  async () => {
    const [first, second] = [await opened(), await opened()]
    await streams(1)
    const cup = await site.product('CUP-1')
    const events = ['products 1', 'stock 1']
    await heard(first, events)
    await heard(second, events)

    // The page that leads closes; what happens meanwhile is not lost.
    await first.close()
    await site.receive(cup)
    events.push('stock 2')
    await heard(second, events)
    await streams(1)

    const third = await opened()
    await streams(1)
    await site.receive(cup)
    events.push('stock 3')
    await heard(second, events)
    await heard(third, ['stock 3'])

    // No page is seen: no stream is open.
    await show(second, 'hidden')
    await state(second, 'paused')
    await streams(1)
    await show(third, 'hidden')
    await streams(0)
    await site.receive(cup)
    await show(second, 'visible')
    events.push('stock 4')
    await heard(second, events)
    await heard(third, ['stock 3', 'stock 4'])
    await streams(1)
    for (const feed of ['product-events', 'stock-events']) {
      expect(site.overlap(feed), `two streams of ${feed}`).toBeLessThan(HANDOVER_MS)
    }
  },
  TEST_MS,
)
