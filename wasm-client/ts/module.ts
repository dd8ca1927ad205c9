import { core, rules } from './wasm.js'

/** Where a WebAssembly module comes from: its address, its bytes, its response, or the module itself. */
export type ModuleSource = URL | string | Response | BufferSource | WebAssembly.Module

/**
 * Loads the client's WebAssembly module, once: later calls wait for the same load. A load that failed is forgotten,
 * so that it can be tried again. Without `source` the file that came with the package is fetched.
 */
export function init(source?: ModuleSource): Promise<void> {
  return core.load(source)
}

/** The same for the module with the rules, which `validateProduct` and `quote` need; files load it by themselves. */
export function initRules(source?: ModuleSource): Promise<void> {
  return rules.load(source)
}
