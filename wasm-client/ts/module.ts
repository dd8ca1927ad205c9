import * as bindings from '../pkg/client.js'
import { localError, thrownError } from './error.js'

/** Where the WebAssembly module comes from: its address, its bytes, its response, or the module itself. */
export type ModuleSource = URL | string | Response | BufferSource | WebAssembly.Module

let ready = false
let loading: Promise<void> | undefined

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
  await bindings.default({
    module_or_path: source ?? new URL('../pkg/client_bg.wasm', import.meta.url),
  })
  ready = true
}

/** Loads the module from bytes that are there already. */
export function initNow(bytes: BufferSource): void {
  bindings.initSync({ module: bytes })
  ready = true
}

/** The module's functions; they throw strings, which `thrownError` reads. */
export function core(): typeof bindings {
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
    throw thrownError(thrown)
  }
}
