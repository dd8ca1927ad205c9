// Debian's Chromium, and windows that note what their page complains about.
import { existsSync } from 'node:fs'

import { chromium } from 'playwright-core'

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

export function openBrowser() {
  if (!existsSync(executablePath)) {
    throw new Error(`there is no ${executablePath}: sudo apt-get install chromium`)
  }
  return chromium.launch({ executablePath, args: FLAGS })
}

/** Somebody who has not been here before; what they ask for comes on top of the usual. */
export async function visitor(browser, settings) {
  const context = await browser.newContext({
    locale: 'en-GB',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    viewport: { width: 1280, height: 800 },
    ...settings,
  })
  context.setDefaultTimeout(15_000)
  return context
}

/**
 * Tells `complain` of errors and warnings of the console, which breaches of the page's policy are
 * among, and of uncaught exceptions, but for those that match one of `expects`.
 */
export function listen(page, expects, complain) {
  const unlessExpected = (sentence) => {
    if (!expects.some((expected) => expected.test(sentence))) complain(sentence)
  }
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) {
      unlessExpected(`${message.type()}: ${message.text()} (${message.location().url})`)
    }
  })
  page.on('pageerror', (error) => unlessExpected(`exception: ${error.stack}`))
}
