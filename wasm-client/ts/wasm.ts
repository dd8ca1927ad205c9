import * as client from '../pkg/client.js'
import type * as rulesGlue from '../pkg/rules/rules.js'
import { localError, thrownError } from './error.js'
import type { ModuleSource } from './module.js'

/** What the glue around every module has. */
interface Glue {
  default(options: { module_or_path: ModuleSource }): Promise<unknown>
  initSync(options: { module: BufferSource }): unknown
  onPanic(listener: (panic: string) => void): void
}

/** How a module is found. */
interface Origin<G extends Glue> {
  glue(): Promise<G>
  file(): URL
  /** What says that it has to be loaded first. */
  first: string
}

/** A WebAssembly module: there once it was loaded, and at its end after a panic. */
export class Module<G extends Glue> {
  readonly #origin: Origin<G>
  #glue: G | undefined
  #loading: Promise<void> | undefined
  /** Why the module stopped, when it did. */
  #stopped: Error | undefined
  /** What rejects the calls that are on their way. */
  readonly #waiting = new Set<(reason: unknown) => void>()

  constructor(origin: Origin<G>) {
    this.#origin = origin
  }

  /** Loads the module, once: later calls wait for the same load. A load that failed is forgotten. */
  load(source?: ModuleSource): Promise<void> {
    this.#loading ??= this.#load(source).catch((error: unknown) => {
      this.#loading = undefined
      throw error
    })
    return this.#loading
  }

  async #load(source?: ModuleSource): Promise<void> {
    if (this.#glue) return
    const glue = await this.#origin.glue()
    await glue.default({ module_or_path: source ?? this.#origin.file() })
    this.#begin(glue)
  }

  /** Loads the module from bytes that are there already. */
  loadNow(glue: G, bytes: BufferSource): void {
    glue.initSync({ module: bytes })
    this.#begin(glue)
  }

  #begin(glue: G): void {
    glue.onPanic((panic) => this.#stop(panic))
    this.#glue = glue
  }

  /** The module is at its end: so is everything that waits for it, and everything that comes. */
  #stop(panic: string): void {
    console.error(panic)
    const text = 'The Trastienda module stopped for good. Please reload the page.'
    this.#stopped = new Error(text, { cause: panic })
    for (const reject of this.#waiting) reject(this.#stopped)
    this.#waiting.clear()
  }

  /** What the module has; it throws strings, which `thrownError` reads. */
  get(): G {
    if (this.#stopped) throw this.#stopped
    if (!this.#glue) throw localError('not-initialised', 'Not initialised', this.#origin.first)
    return this.#glue
  }

  /** The result of a function of the module. */
  run<T>(use: (module: G) => T): T {
    const module = this.get()
    try {
      return use(module)
    } catch (thrown) {
      throw this.#stopped ?? thrownError(thrown)
    }
  }

  /** The result of a function of the module that answers with JSON text. */
  read<T>(use: (module: G) => string): T {
    return JSON.parse(this.run(use)) as T
  }

  /** What the module promises, unless it stops before. */
  async promised<T>(use: () => Promise<T>): Promise<T> {
    if (this.#stopped) throw this.#stopped
    let end: ((reason: unknown) => void) | undefined
    try {
      return await new Promise<T>((resolve, reject) => {
        end = reject
        this.#waiting.add(reject)
        use().then(resolve, reject)
      })
    } catch (thrown) {
      throw this.#stopped ?? thrownError(thrown)
    } finally {
      if (end) this.#waiting.delete(end)
    }
  }
}

/** The module that every program needs: calls, feeds, money, the state of lists. */
export const core = new Module<typeof client>({
  glue: () => Promise.resolve(client),
  file: () => new URL('../pkg/client_bg.wasm', import.meta.url),
  first: 'Call `await init()` before anything else of @trastienda/client.',
})

/** The module with what the services decide by, and with files. */
export const rules = new Module<typeof rulesGlue>({
  glue: () => import('../pkg/rules/rules.js'),
  file: () => new URL('../pkg/rules/rules_bg.wasm', import.meta.url),
  first: 'Call `await initRules()` before `validateProduct` and `quote`.',
})
