import load, { Shop, type Answer } from '../pkg/shop/shop.js'
import type { ModuleSource } from './module.js'

/** How a shop in the page is opened. */
export interface ShopOptions {
  /** Where its WebAssembly module comes from; by default the file that came with the package is fetched. */
  source?: ModuleSource
  /** Makes the random part of every id the same in each run. */
  seed?: string
}

/** Both services inside the page, over memory: what a reload forgets. */
export interface PageShop {
  /**
   * Answers what the two services would answer, under any origin: paths decide. No key is asked for. Every
   * call has every scope.
   */
  readonly fetch: typeof globalThis.fetch
}

/** The services send a comment so often, and so does the page, that a reader knows a silent stream is open. */
const HEARTBEAT_MS = 15_000
const HEARTBEAT = new TextEncoder().encode(':\n\n')

let loading: Promise<unknown> | undefined

/** Opens an empty shop. The module is loaded once; each call opens a shop of its own. */
export async function openShop(options: ShopOptions = {}): Promise<PageShop> {
  const { source, seed } = options
  loading ??= (source === undefined ? load() : load({ module_or_path: source })).catch(
    (error: unknown) => {
      loading = undefined
      throw error
    },
  )
  await loading
  const shop = new Shop(seed)
  return { fetch: (input, init) => answer(shop, new Request(input, init)) }
}

async function answer(shop: Shop, request: Request): Promise<Response> {
  const { method, headers, signal } = request
  const body = new Uint8Array(await request.arrayBuffer())
  await turn()
  signal.throwIfAborted()
  const { pathname, search } = new URL(request.url)
  const answer = await shop.answer(method, pathname + search, [...headers].flat(), body)
  const head = { status: answer.status, headers: pairs(answer.headers) }
  return new Response(bodyOf(answer, signal), head)
}

/** A turn of the event loop: between two requests, however large, the page draws and listens. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}

function bodyOf(answer: Answer, signal: AbortSignal): BodyInit | null {
  const { whole } = answer
  if (whole === undefined) return events(answer, signal)
  answer.free()
  // A response without content may not have a body, not even an empty one.
  return whole.length === 0 ? null : (whole as Uint8Array<ArrayBuffer>)
}

/** An event stream: open until its reader or the signal ends it. */
function events(answer: Answer, signal: AbortSignal): ReadableStream<Uint8Array> {
  let heartbeat: ReturnType<typeof setInterval> | undefined
  const end = (): void => {
    clearInterval(heartbeat)
    answer.close()
  }
  return new ReadableStream<Uint8Array>({
    start(controller) {
      heartbeat = setInterval(() => {
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(HEARTBEAT)
      }, HEARTBEAT_MS)
      const abort = (): void => {
        end()
        controller.error(signal.reason)
      }
      if (signal.aborted) abort()
      else signal.addEventListener('abort', abort, { once: true })
    },
    async pull(controller) {
      const chunk = await answer.next()
      if (chunk !== undefined) return controller.enqueue(chunk)
      end()
      controller.close()
    },
    cancel: end,
  })
}

function pairs(flat: string[]): [string, string][] {
  const pairs: [string, string][] = []
  for (let at = 0; at + 1 < flat.length; at += 2) pairs.push([flat[at] ?? '', flat[at + 1] ?? ''])
  return pairs
}
