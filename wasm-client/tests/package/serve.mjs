/** A folder and one page of products, on a port of its own. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' }
const MUG = { type: 'products', id: 'p-1', attributes: { name: 'Taza azul' } }
const PRODUCTS = JSON.stringify({ data: [MUG], links: { next: null } })

/** Serves `folder` with these headers on every file, and `products` as the list of products. */
export async function serve(folder, { headers = {}, products = PRODUCTS } = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost')
    if (pathname === '/api/v1/products') {
      response.writeHead(200, { 'Content-Type': 'application/vnd.api+json' })
      response.end(products)
      return
    }
    const file = join(folder, normalize(pathname === '/' ? '/index.html' : pathname))
    const bytes = await readFile(file).catch(() => undefined)
    const type = TYPES[extname(file)] ?? 'application/octet-stream'
    response.writeHead(bytes ? 200 : 404, { 'Content-Type': type, ...headers })
    response.end(bytes)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
