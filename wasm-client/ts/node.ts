import { readFileSync } from 'node:fs'
import { initNow } from './module.js'

// A file on the same disk: loaded at once, so that node needs no `init()`.
initNow(readFileSync(new URL('../pkg/client_bg.wasm', import.meta.url)))

export * from './index.js'
