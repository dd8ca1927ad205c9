import * as bindings from '../pkg/client.js'
import { localError, thrownError } from './error.js'

/** Where the WebAssembly module comes from: its address, its bytes, its response, or the module itself. */
export type ModuleSource = URL | string | Response | BufferSource | WebAssembly.Module

let ready = false
let loading: Promise<void> | undefined
/** Why the module stopped, when it did. */
let stopped: Error | undefined
/** What rejects the calls that are on their way. */
const waiting = new Set<(reason: unknown) => void>()

/**
 * Loads the WebAssembly module, once: later calls wait for the same load. A load that failed is forgotten, so
 * that it can be tried again. Without `source` the file that came with the package is fetched.
 */
export function init(source?: ModuleSource): Promise<void> {
  loading ??= load(source).catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return loading
}

async function load(source?: ModuleSource): Promise<void> {
  if (ready) return
  const file = source ?? new URL('../pkg/client_bg.wasm', import.meta.url)
  await bindings.default({ module_or_path: file })
  begin()
}

/** Loads the module from bytes that are there already. */
export function initNow(bytes: BufferSource): void {
  bindings.initSync({ module: bytes })
  begin()
}

function begin(): void {
  bindings.onPanic(stop)
  ready = true
}

/** The module is at its end: so is everything that waits for it, and everything that comes. */
function stop(panic: string): void {
  console.error(panic)
  const text = 'The Trastienda module stopped for good. Please reload the page.'
  stopped = new Error(text, { cause: panic })
  for (const reject of waiting) reject(stopped)
  waiting.clear()
}

/** The module's functions; they throw strings, which `thrownError` reads. */
export function core(): typeof bindings {
  if (stopped) throw stopped
  if (!ready) {
    throw localError(
      'not-initialised',
      'Not initialised',
      'Call `await init()` before anything else of @trastienda/client.',
    )
  }
  return bindings
}

/** The result of a function of the module that answers with JSON text. */
export function pure<T>(run: (module: typeof bindings) => string): T {
  const module = core()
  try {
    return JSON.parse(run(module)) as T
  } catch (thrown) {
    throw stopped ?? thrownError(thrown)
  }
}

/** What the module promises, unless it stops before. */
export async function promised<T>(run: () => Promise<T>): Promise<T> {
  if (stopped) throw stopped
  let end: ((reason: unknown) => void) | undefined
  try {
    return await new Promise<T>((resolve, reject) => {
      end = reject
      waiting.add(reject)
      run().then(resolve, reject)
    })
  } catch (thrown) {
    throw stopped ?? thrownError(thrown)
  } finally {
    if (end) waiting.delete(end)
  }
}
