/* Stands in for `@/sdk`: the rules are the real ones, the client answers as a spec says. */
import {
  currencies,
  formatMoney,
  initRules,
  parseMoney,
  Trastienda,
  TrastiendaError,
  validateProduct,
} from '@trastienda/client'
import { ref } from 'vue'

export {
  currencies,
  formatMoney,
  initRules,
  parseMoney,
  Trastienda,
  TrastiendaError,
  validateProduct,
}

export const sdk = {
  state: ref<'loading' | 'ready' | 'failed'>('ready'),
  failure: ref<unknown>(null),
  busy: ref(false),
  inPage: false,
}

let scripted: object = {}

/** What the client can do in this spec; anything else fails loudly. */
export function script(client: object): void {
  scripted = client
}

export function client(): Trastienda {
  return scripted as Trastienda
}

export const anotherClient = client
export const start = () => Promise.resolve()
