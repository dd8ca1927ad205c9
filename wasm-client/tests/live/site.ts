/** A page's origin: its files, both services behind it, and a count of the event streams that are open. */
import { readFileSync } from 'node:fs'
import {
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname } from 'node:path'
import { startServices, type Services } from '../services.js'

const PACKAGE = new URL('../../', import.meta.url)
const TYPES: Record<string, string> = { '.js': 'text/javascript', '.wasm': 'application/wasm' }

const PAGE = `<!doctype html><title>Live</title><ul></ul><script type="module">
import { init, Trastienda } from '/dist/index.js'
await init('/pkg/client_bg.wasm')
const list = document.querySelector('ul')
new Trastienda().live(({ feed, event }) => {
  list.append(Object.assign(document.createElement('li'), { textContent: feed + ' ' + (event?.seq ?? 'expired') }))
}, { onState: (state) => { document.body.dataset.state = state } })
</script>`

export class Site {
  readonly #services: Services
  readonly #server: Server
  readonly #open = new Map<string, number>()
  readonly #since = new Map<string, number>()
  readonly #overlaps = new Map<string, number>()

  private constructor(services: Services) {
    this.#services = services
    this.#server = createServer((incoming, answer) => this.#serve(incoming, answer))
  }

  /** Starts services without stock, and the origin before them. */
  static async start(): Promise<Site> {
    const site = new Site(await startServices())
    await new Promise<void>((resolve) => site.#server.listen(0, '127.0.0.1', resolve))
    return site
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`
  }

  /** How many streams of a feed are open. */
  open(feed: string): number {
    return this.#open.get(feed) ?? 0
  }

  /**
   * For how many milliseconds at most there was more than one. A page that goes and one that takes over are
   * processes of their own, so the new request may come before the end of the old one is heard of.
   */
  overlap(feed: string): number {
    const running = this.open(feed) > 1 ? performance.now() - (this.#since.get(feed) ?? 0) : 0
    return Math.max(running, this.#overlaps.get(feed) ?? 0)
  }

  /** Makes a product of which there is one unit, and gives its id. */
  async product(sku: string): Promise<string> {
    const attributes = { sku, name: sku, price: { amount: 950, currency: 'EUR' } }
    const id = await this.#post('products', { type: 'products', attributes })
    await this.#post('inventory', {
      type: 'inventory',
      attributes: { quantity: 1 },
      relationships: of(id),
    })
    return id
  }

  /** Receives a unit. */
  async receive(product: string): Promise<void> {
    const attributes = { kind: 'receive', quantity: 1, reason: 'delivery' }
    await this.#post('adjustments', { type: 'adjustments', attributes, relationships: of(product) })
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
    await this.#services.stop()
  }

  async #post(kind: string, data: object): Promise<string> {
    const headers = { 'content-type': 'application/vnd.api+json' }
    const body = JSON.stringify({ data })
    const answer = await fetch(`${this.url}api/v1/${kind}`, { method: 'POST', headers, body })
    if (!answer.ok) throw new Error(`${kind}: ${answer.status} ${await answer.text()}`)
    return ((await answer.json()) as { data: { id: string } }).data.id
  }

  #serve(incoming: IncomingMessage, answer: ServerResponse): void {
    const path = incoming.url ?? '/'
    if (path.startsWith('/api/v1/')) {
      this.#forward(incoming, answer)
    } else if (path === '/') {
      answer.setHeader('content-type', 'text/html').end(PAGE)
    } else if (/^\/(dist|pkg)\/[\w./-]+$/u.test(path) && !path.includes('..')) {
      answer.setHeader('content-type', TYPES[extname(path)] ?? 'text/plain')
      answer.end(readFileSync(new URL(`.${path}`, PACKAGE)))
    } else {
      answer.writeHead(404).end()
    }
  }

  #forward(incoming: IncomingMessage, answer: ServerResponse): void {
    const path = incoming.url ?? '/'
    const owned = /^\/api\/v1\/(products|product-events|categories|tags|operations)\b/u.test(path)
    const { productUrl, inventoryUrl, apiKey } = this.#services
    const service = new URL(path, owned ? productUrl : inventoryUrl)
    const headers = { ...incoming.headers, host: service.host, 'x-api-key': apiKey }
    const onward = request(service, { method: incoming.method, headers }, (came) => {
      if (came.headers['content-type'] === 'text/event-stream') this.#count(path, answer)
      answer.writeHead(came.statusCode ?? 502, came.headers)
      came.pipe(answer)
    })
    onward.on('error', () => answer.destroy())
    answer.on('close', () => onward.destroy())
    incoming.pipe(onward)
  }

  #count(path: string, answer: ServerResponse): void {
    const feed = /[\w-]+-events/u.exec(path)?.[0] ?? path
    this.#open.set(feed, this.open(feed) + 1)
    if (this.open(feed) === 2) this.#since.set(feed, performance.now())
    answer.on('close', () => {
      this.#overlaps.set(feed, this.overlap(feed))
      this.#open.set(feed, this.open(feed) - 1)
    })
  }
}

function of(product: string): object {
  return { product: { data: { type: 'products', id: product } } }
}
