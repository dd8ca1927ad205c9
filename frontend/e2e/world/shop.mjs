// A shop of its own for each file of tests: services, page, and weather between them.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// The owner's programs are no part of the page.
// eslint-disable-next-line @typescript-eslint/no-restricted-imports
import { Trastienda } from '@trastienda/client'

import { binary } from './binary.mjs'
import { freePort, Program } from './process.mjs'
import { Weather } from './weather.mjs'

const KEY = 'a-key-for-the-flows-0123456789abcdef'

/**
 * Starts `trastienda up` with the sample catalogue.
 *
 * The browser meets `weather.page`, the page's server meets `weather.catalog` and `weather.stock`,
 * and the Inventory service asks the Product service through `weather.catalog`.
 */
export async function openShop() {
  const folder = await mkdtemp(join(tmpdir(), 'trastienda-flows-'))
  const [catalog, stock, web] = await addresses(3)
  const weather = {
    catalog: await Weather.before(`http://${catalog}`),
    stock: await Weather.before(`http://${stock}`),
    page: await Weather.before(`http://${web}`),
  }
  const program = new Program(binary, ['up', '--data-dir', folder], {
    INTERNAL_API_KEY: KEY,
    CATALOG_LISTEN: catalog,
    STOCK_LISTEN: stock,
    WEB_LISTEN: web,
    STOCK_PRODUCT_SERVICE_URL: weather.catalog.url,
    // Each purchase asks anew, so that an outage shows at once.
    STOCK_PRODUCT_CACHE_SECS: '0',
    // Receivers of webhooks are on this machine.
    WEBHOOKS_ALLOW_PRIVATE: '1',
    WEB_PRODUCT_SERVICE_URL: weather.catalog.url,
    WEB_INVENTORY_SERVICE_URL: weather.stock.url,
    RUST_LOG: 'warn',
  })
  // It says so once the sample is in.
  await program.started(() => program.said.includes(`http://${web}/`))
  return {
    url: weather.page.url,
    weather,
    /** The shop as its owner's programs see it: with the key, in any weather. */
    client: new Trastienda({
      productUrl: `http://${catalog}`,
      inventoryUrl: `http://${stock}`,
      apiKey: KEY,
    }),
    async close() {
      await Promise.all(Object.values(weather).map((each) => each.down()))
      await program.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function addresses(count) {
  const ports = new Set()
  while (ports.size < count) ports.add(await freePort())
  return [...ports].map((port) => `127.0.0.1:${port}`)
}
