/** A folder and one page of products, on a port of its own. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' }

export async function serve(folder, { csp } = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost')
    if (pathname === '/api/v1/products') {
      const data = [{ type: 'products', id: 'p-1', attributes: { name: 'Taza azul' } }]
      response.writeHead(200, { 'Content-Type': 'application/vnd.api+json' })
      response.end(JSON.stringify({ data, links: { next: null } }))
      return
    }
    const file = join(folder, normalize(pathname === '/' ? '/index.html' : pathname))
    const bytes = await readFile(file).catch(() => undefined)
    const headers = { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' }
    if (csp) headers['Content-Security-Policy'] = csp
    response.writeHead(bytes ? 200 : 404, headers)
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
