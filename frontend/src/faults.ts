import type { Fault } from '@trastienda/client'

/** What the failed call was about: the same code reads differently. */
export type Subject =
  | 'product'
  | 'inventory'
  | 'purchase'
  | 'location'
  | 'transfer'
  | 'reservation'
  | 'webhook'
  | 'page'

/** A failure in words: keys of messages with their figures, and the way on. */
export interface Explained {
  code: string
  title: string
  text: string
  figures: Record<string, string | number>
  requestId: string | null
  retryable: boolean
  /** Seconds until asking again makes sense. */
  waitSeconds: number | null
  /** A service cannot be reached, or what answers is no service. */
  unreachable: boolean
}

/** The parts of the client's error that the page reads. */
export interface Failure {
  name: 'TrastiendaError'
  code: string
  status: number | null
  detail: string
  meta: Record<string, unknown>
  requestId: string | null
  errors: Fault[]
  retryable: boolean
  retryAfterMs: number | null
}

export function isFailure(error: unknown): error is Failure {
  return error instanceof Error && error.name === 'TrastiendaError'
}

/** Whether the caller itself ended the call: nothing to say then. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

/** Codes with words of their own. */
const CODES = new Set([
  'product-service-unavailable',
  'inventory-service-unavailable',
  'overloaded',
  'not-ready',
  'insufficient-stock',
  'product-not-for-sale',
  'inventory-not-initialised',
  'inventory-exists',
  'mixed-currencies',
  'total-too-large',
  'too-many-lines',
  'sku-taken',
  'variant-taken',
  'id-taken',
  'count-stale',
  'return-exceeds-purchase',
  'purchase-status-conflict',
  'location-not-found',
  'location-not-empty',
  'location-is-main',
  'location-inactive',
  'transfer-status-conflict',
  'reservation-not-found',
  'reservation-not-active',
  'reservation-status-conflict',
  'reservation-limit',
  'expiry-out-of-range',
  'webhook-not-found',
  'too-many-webhooks',
  'too-many-resends',
  'idempotency-key-in-use',
  'events-expired',
  'origin-refused',
])

/** Codes of calls that got no answer, or none that could be read. */
const UNANSWERED: Record<string, string> = {
  refused: 'unreachable',
  'connect-timeout': 'unreachable',
  cut: 'cut',
  timeout: 'slow',
  'too-long': 'unreadable',
  unfit: 'unreadable',
  unreadable: 'unreadable',
  'not-initialised': 'start',
}

const STATUSES: Record<number, string> = {
  401: 'key',
  403: 'scope',
  404: 'not-found',
  408: 'slow',
  409: 'conflict',
  412: 'changed',
  422: 'fields',
  429: 'rate',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
}

/** The one mapping from an error to a sentence. */
export function explain(error: unknown, about?: Subject): Explained {
  if (!isFailure(error)) {
    const slow = error instanceof Error && error.name === 'TimeoutError'
    return words(slow ? 'slow' : 'unknown', { retryable: slow })
  }
  const waitSeconds = error.retryAfterMs === null ? null : Math.ceil(error.retryAfterMs / 1000)
  return words(reason(error, about), {
    code: error.code,
    figures: { detail: error.detail, seconds: waitSeconds ?? 1, ...plain(error.meta) },
    requestId: error.requestId,
    retryable: error.retryable || error.status === 429 || error.status === null,
    waitSeconds,
    unreachable: error.status === null || error.code === 'unreadable',
  })
}

function reason(error: Failure, about?: Subject): string {
  if (error.status === null && !navigator.onLine) return 'offline'
  if (CODES.has(error.code)) return error.code
  const unanswered = UNANSWERED[error.code]
  if (unanswered) return unanswered
  if (error.status === 404 && about) return `not-found-${about}`
  if (error.status !== null && error.status in STATUSES) return STATUSES[error.status] ?? 'unknown'
  return error.status !== null && error.status >= 500 ? 'server' : 'refused'
}

function words(name: string, rest: Partial<Explained>): Explained {
  return {
    code: name,
    title: `faults.${name}.title`,
    text: `faults.${name}.text`,
    figures: {},
    requestId: null,
    retryable: false,
    waitSeconds: null,
    unreachable: false,
    ...rest,
  }
}

function plain(meta: Record<string, unknown>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(meta ?? {}).filter(
      (entry): entry is [string, string | number] =>
        typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  )
}

/** The message of each field, by the end of its pointer: `/data/attributes/price/amount` is `price`. */
export function fieldFaults(faults: readonly Fault[]): Map<string, Fault> {
  const fields = new Map<string, Fault>()
  for (const fault of faults) {
    const field = fieldOf(fault)
    if (field !== null && !fields.has(field)) fields.set(field, fault)
  }
  return fields
}

function fieldOf(fault: Fault): string | null {
  const pointer = fault.source && 'pointer' in fault.source ? fault.source.pointer : ''
  const [, field] = /^\/data\/(?:attributes|relationships)\/([^/]+)/.exec(pointer) ?? []
  return field ?? null
}
