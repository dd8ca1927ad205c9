import { readFileSync } from 'node:fs'
import * as clientGlue from '../pkg/client.js'
import * as rulesGlue from '../pkg/rules/rules.js'
import { core, rules } from './wasm.js'

// Files on the same disk: loaded at once, so that node needs no `init()`.
core.loadNow(clientGlue, readFileSync(new URL('../pkg/client_bg.wasm', import.meta.url)))
rules.loadNow(rulesGlue, readFileSync(new URL('../pkg/rules/rules_bg.wasm', import.meta.url)))

export * from './index.js'
