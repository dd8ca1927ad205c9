import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

/** Both services, with nothing in them, as processes of their own. */
export interface Services {
  productUrl: string
  inventoryUrl: string
  apiKey: string
  stop(): Promise<void>
}

const KEY = 'super-secret-key'

/** Starts the program that `cargo build` made, on free ports and in memory. */
export async function startServices(): Promise<Services> {
  const program =
    process.env['TRASTIENDA'] ??
    fileURLToPath(new URL('../../target/debug/trastienda', import.meta.url))
  if (!existsSync(program)) throw new Error(`There is no ${program}; \`cargo build\` makes it.`)
  const [catalog, stock, web] = await Promise.all([freePort(), freePort(), freePort()])
  const child = spawn(program, ['up', '--empty'], {
    env: {
      ...process.env,
      CATALOG_LISTEN: `127.0.0.1:${catalog}`,
      STOCK_LISTEN: `127.0.0.1:${stock}`,
      WEB_LISTEN: `127.0.0.1:${web}`,
      DATABASE_URL: 'memory:',
      INTERNAL_API_KEY: KEY,
      LOG_FORMAT: 'json',
      RUST_LOG: 'error',
      // The machine may be busy with other things.
      PRODUCT_SERVICE_TIMEOUT_MS: '10000',
      PRODUCT_SERVICE_DEADLINE_MS: '20000',
    },
    stdio: 'ignore',
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const services = {
    productUrl: `http://127.0.0.1:${catalog}`,
    inventoryUrl: `http://127.0.0.1:${stock}`,
    apiKey: KEY,
    async stop() {
      child.kill('SIGKILL')
      await ended
    },
  }
  await Promise.all([ready(services.productUrl), ready(services.inventoryUrl)])
  return services
}

async function ready(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${url} did not become ready.`)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
