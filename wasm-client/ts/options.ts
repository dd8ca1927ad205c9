import type { CallSettings, ConnectionSettings } from '../pkg/client.js'
import { argumentInvalid } from './error.js'

/** Where the services are, and how they are called. */
export interface ClientOptions {
  /** The Product service, without a path: `https://shop.example`. By default the page's own origin. */
  productUrl?: string | undefined
  /** The Inventory service. By default where the Product service is. */
  inventoryUrl?: string | undefined
  /** The key; none where something on the way adds one. Do not put one into a public page. */
  apiKey?: string | undefined
  /** Fetches instead of the global `fetch`. */
  fetch?: typeof fetch | undefined
  /** Tries after the first one; 2 by default, 0 for none. */
  retries?: number | undefined
  /** How long one try may take, in milliseconds; 10,000 by default. */
  timeoutMs?: number | undefined
  /** How long all tries and the waits between them may take together; 30,000 by default. */
  deadlineMs?: number | undefined
}

/** What a single call may be given. */
export interface CallOptions {
  /** Gives up: the call rejects with the signal's own reason, such as an `AbortError`. */
  signal?: AbortSignal | undefined
  /** How long one try may take, in milliseconds, instead of the client's time. */
  timeoutMs?: number | undefined
  /** The key under which the effect happens once. A POST or PATCH without one gets one of its own. */
  idempotencyKey?: string | undefined
  /** Headers for something on the way. */
  headers?: Record<string, string> | undefined
  /** The version, or the entity tag, that an update or a delete expects. */
  ifMatch?: number | string | undefined
}

const TIMEOUT_MS = 10_000
const DEADLINE_MS = 30_000
const RETRIES = 2
/** The longest time that a timer takes. */
const TIME_MAX = 2 ** 31 - 1

/** The settings of a connection, with every default. */
export function connectionSettings(options: ClientOptions): ConnectionSettings {
  const productUrl = url('productUrl', options.productUrl ?? origin())
  const retries = options.retries ?? RETRIES
  if (!Number.isInteger(retries) || retries < 0 || retries > 100) {
    throw argumentInvalid(`retries is ${String(retries)}; it must be a whole number from 0 to 100.`)
  }
  return {
    productUrl,
    inventoryUrl:
      options.inventoryUrl === undefined ? productUrl : url('inventoryUrl', options.inventoryUrl),
    apiKey: options.apiKey,
    // Looked up at each call, so that whoever replaces the global one is heard.
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    retries,
    deadlineMs: time('deadlineMs', options.deadlineMs ?? DEADLINE_MS),
  }
}

/**
 * A name for all clients that reach the same services in the same way; none for a client with a `fetch` of its
 * own, which may reach what no other tab does.
 */
export function sharedName(options: ClientOptions): string | undefined {
  if (options.fetch) return undefined
  const { productUrl, inventoryUrl, apiKey } = connectionSettings(options)
  return ['trastienda', productUrl, inventoryUrl, apiKey === undefined ? '' : 'with a key'].join(
    ' ',
  )
}

/** How long one try of a client may take. */
export function clientTimeout(options: ClientOptions): number {
  return time('timeoutMs', options.timeoutMs ?? TIMEOUT_MS)
}

/** The settings of one call; `aborted` is filled in by whoever makes it. */
export function callSettings(options: CallOptions, timeoutMs: number): CallSettings {
  return {
    timeoutMs: time('timeoutMs', options.timeoutMs ?? timeoutMs),
    idempotencyKey: options.idempotencyKey,
    ifMatch: options.ifMatch === undefined ? undefined : tag(options.ifMatch),
    headers: Object.entries(options.headers ?? {}).flat(),
    aborted: undefined,
  }
}

/** An entity tag: `*`, or with quotes around it. */
function tag(expected: number | string): string {
  const text = String(expected)
  return text === '*' || text.startsWith('"') ? text : `"${text}"`
}

function time(name: string, milliseconds: number): number {
  if (!(milliseconds > 0 && milliseconds <= TIME_MAX)) {
    throw argumentInvalid(
      `${name} is ${String(milliseconds)}; it must be from 1 to ${TIME_MAX} milliseconds.`,
    )
  }
  return milliseconds
}

function url(name: string, text: string): string {
  const found = URL.canParse(text) ? new URL(text) : undefined
  if (!found || !/^https?:$/.test(found.protocol)) {
    throw argumentInvalid(
      `${name} is ${JSON.stringify(text)}; it must be an address such as https://shop.example.`,
    )
  }
  return text.replace(/\/+$/, '')
}

function origin(): string {
  const here = (globalThis as { location?: { origin?: string } }).location?.origin
  if (here === undefined || here === 'null') {
    throw argumentInvalid(
      'productUrl is missing; only a page on a server has an origin of its own.',
    )
  }
  return here
}
