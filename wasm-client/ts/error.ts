import type { ErrorCode, Failure, Fault, Source } from '../pkg/client.js'

/** Why a call gave no result. Branch on `code`; show `detail`, or better your own words. */
export class TrastiendaError extends Error {
  override readonly name = 'TrastiendaError'
  /** The code of the first fault. */
  readonly code: ErrorCode
  /** HTTP status; null where no answer came. */
  readonly status: number | null
  /** A short summary of the first fault, the same for each code. */
  readonly title: string
  /** A sentence about the first fault, with the value and the rule. */
  readonly detail: string
  /** Which part of the request the first fault is about. */
  readonly source: Source | null
  /** Figures of the first fault, such as `requested` and `purchasable`. */
  readonly meta: Record<string, unknown>
  /** Names the request in the service's logs. */
  readonly requestId: string | null
  /** Every fault of the answer. */
  readonly errors: Fault[]
  /** Whether the same call with the same key may go well later. */
  readonly retryable: boolean
  /** After how many milliseconds to come again, where the service says so. */
  readonly retryAfterMs: number | null

  constructor(failure: Failure, options?: ErrorOptions) {
    const [first] = failure.errors
    super(first?.detail, options)
    this.code = first?.code ?? 'unreadable'
    this.title = first?.title ?? ''
    this.detail = first?.detail ?? ''
    this.source = first?.source ?? null
    this.meta = first?.meta ?? {}
    this.status = failure.status ?? null
    this.requestId = failure.requestId ?? null
    this.errors = failure.errors
    this.retryable = failure.retryable
    this.retryAfterMs = failure.retryAfterMs ?? null
  }
}

/** An error that is found on this side, before anything is sent. */
export function localError(code: ErrorCode, title: string, detail: string): TrastiendaError {
  const fault: Fault = { code, status: null, title, detail, source: null, meta: {} }
  return new TrastiendaError({
    status: null,
    errors: [fault],
    requestId: null,
    retryable: false,
    retryAfterMs: null,
  })
}

/** The error for an argument that no request can be made of. */
export function argumentInvalid(detail: string): TrastiendaError {
  return localError('argument-invalid', 'Invalid argument', detail)
}

/** What the module threw, as an error: the text of a failure, or something that stays what it is. */
export function thrownError(thrown: unknown): unknown {
  return typeof thrown === 'string' ? new TrastiendaError(JSON.parse(thrown) as Failure) : thrown
}
