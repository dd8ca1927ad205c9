import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it, vi } from 'vitest'

const bytes = readFileSync(new URL('../pkg/client_bg.wasm', import.meta.url))
const rulesBytes = readFileSync(new URL('../pkg/rules/rules_bg.wasm', import.meta.url))

/** The entry for pages, as freshly loaded. */
type Entry = typeof import('../ts/index.js')
let entry: Entry

beforeEach(async () => {
  vi.resetModules()
  entry = await import('../ts/index.js')
})

describe('init', () => {
  it('has to come first, and says so', () => {
    for (const use of [
      () => new entry.Trastienda({ productUrl: 'http://shop.test' }),
      () => entry.currencies(),
    ]) {
      expect(use).toThrow(
        expect.objectContaining({
          name: 'TrastiendaError',
          code: 'not-initialised',
          message: 'Call `await init()` before anything else of @trastienda/client.',
        }),
      )
    }
  })

  it('loads once', async () => {
    const [first, second] = [entry.init(bytes), entry.init()]
    expect(second).toBe(first)
    await first
    await entry.init()
    expect(entry.currencies().length).toBeGreaterThan(100)
  })

  it('can be tried again when it failed', async () => {
    await expect(entry.init(new Uint8Array([1, 2, 3]))).rejects.toThrow()
    expect(() => entry.currencies()).toThrow(entry.TrastiendaError)
    await entry.init(bytes)
    expect(entry.currencies()).toContainEqual({ code: 'EUR', exponent: 2 })
  })

  it('leaves the rules to a module of their own, which says that it is missing', async () => {
    await entry.init(bytes)
    for (const use of [
      () => entry.validateProduct({}),
      () => entry.quote({ lines: [] }, { products: [], inventory: [] }),
    ]) {
      expect(use).toThrow(
        expect.objectContaining({
          code: 'not-initialised',
          message: 'Call `await initRules()` before `validateProduct` and `quote`.',
        }),
      )
    }
    await entry.initRules(rulesBytes)
    expect(entry.initRules()).toBe(entry.initRules())
    expect(entry.validateProduct({ name: 'Taza' }, { patch: true })).toEqual([])
  })

  it('takes a module that was compiled elsewhere', async () => {
    await entry.init(await WebAssembly.compile(bytes))
    expect(entry.currencies()).not.toEqual([])
  })
})
