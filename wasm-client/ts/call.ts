import type { CallSettings, Connection } from '../pkg/client.js'
import { localError } from './error.js'
import { core } from './wasm.js'
import { callSettings, type CallOptions } from './options.js'

/** One client's way of calling: its connection, and how long a try may take. */
export interface Caller {
  readonly connection: Connection
  readonly timeoutMs: number
}

/**
 * Runs one call of the module. `aborted` rejects with the signal's own reason, so the call does too; the
 * listener goes when the call is over, because signals may live much longer.
 */
export async function call<T>(
  caller: Caller,
  options: CallOptions,
  run: (settings: CallSettings) => Promise<T>,
): Promise<T> {
  const { signal } = options
  const settings = callSettings(options, caller.timeoutMs)
  signal?.throwIfAborted()
  let abort: (() => void) | undefined
  if (signal) {
    settings.aborted = new Promise<never>((_, reject) => {
      abort = () => {
        reject(signal.reason as Error)
      }
      signal.addEventListener('abort', abort)
    })
    // Nobody may be waiting for it any more when it rejects.
    settings.aborted.catch(() => undefined)
  }
  try {
    return await core.promised(() => run(settings))
  } finally {
    if (abort) signal?.removeEventListener('abort', abort)
  }
}

/** The same, for a call that answers with JSON text. */
export async function callJson<T>(
  caller: Caller,
  options: CallOptions,
  run: (settings: CallSettings) => Promise<string>,
): Promise<T> {
  return parsed<T>(await call(caller, options, run))
}

/** What JSON text of an answer says. The module cuts answers without parsing what only passes through. */
export function parsed<T>(text: string): T {
  try {
    return JSON.parse(text) as T
  } catch (error) {
    throw localError('unreadable', 'Answer cannot be read', (error as Error).message)
  }
}
