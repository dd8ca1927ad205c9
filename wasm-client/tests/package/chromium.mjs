/** What a page says, in Debian's Chromium. */
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const PROGRAM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
]

/** The text of a page once it has some; what its console complains of is an error. */
export async function inChromium(url, timeout = 20_000) {
  if (!existsSync(PROGRAM)) throw new Error(`There is no ${PROGRAM}: \`apt-get install chromium\`.`)
  const browser = await chromium.launch({ executablePath: PROGRAM, args: FLAGS })
  try {
    const page = await browser.newPage()
    const complaints = []
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('favicon'))
        complaints.push(message.text())
    })
    await page.goto(url)
    await page
      .waitForFunction(() => document.body.textContent.trim() !== '', undefined, { timeout })
      .catch(() => {
        throw new Error(`The page at ${url} says nothing. ${complaints.join(' ')}`)
      })
    return (await page.textContent('body')).trim()
  } finally {
    await browser.close()
  }
}
