/**
 * What a call of the SDK costs in a page, beside `fetch` and `JSON.parse` of the same 20 products: over HTTP, and
 * with a `fetch` that answers at once, which leaves the SDK's own work.
 *
 * Needs what `npm run build` and `cargo xtask wasm` made, and Debian's Chromium. No network but the loopback is used.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Trastienda } from '../../dist/node.js'
import { openShop } from '../../dist/shop.js'
import { inChromium } from '../package/chromium.mjs'
import { serve } from '../package/serve.mjs'

const ROUNDS = process.argv[2] ?? '400'
/** With these a page's clock tells five microseconds apart instead of a hundred. */
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const server = await serve(root, { headers: ISOLATED, products: await products() })
try {
  const times = JSON.parse(
    await inChromium(`${server.url}tests/cost/page.html?rounds=${ROUNDS}`, 120_000),
  )
  report('over HTTP', times.client, times.plain)
  report('answered at once', times.clientOfMemory, times.plainOfMemory)
} finally {
  server.close()
}

/** The first page of the sample catalogue, as the Product service writes it. */
async function products() {
  const shop = await openShop({ source: readFileSync(`${root}pkg/shop/shop_bg.wasm`) })
  const productUrl = 'http://shop.in.page'
  const client = new Trastienda({ fetch: shop.fetch, productUrl })
  const sample = readFileSync(`${root}../servers/trastienda/src/sample/catalogue.csv`)
  await client.importFile(new Blob([sample]))
  return (await shop.fetch(`${productUrl}/api/v1/products?page%5Bsize%5D=20`)).text()
}

function report(how, client, plain) {
  const [theirs, ours] = [median(plain), median(client)]
  const more = median(client.map((time, round) => time - plain[round]))
  console.log(
    `${how}: plain ${shown(theirs)}, client ${shown(ours)}, ${shown(more)} more (medians of ${client.length} rounds)`,
  )
}

function median(times) {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)]
}

function shown(milliseconds) {
  return `${milliseconds.toFixed(3)} ms`
}
