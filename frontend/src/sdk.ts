import {
  formatMoney,
  init,
  initRules,
  parseMoney,
  Trastienda,
  TrastiendaError,
  validateProduct,
  currencies,
} from '@trastienda/client'
import { computed, readonly, ref, shallowRef } from 'vue'

import { connection, inPageShop } from '@/connection'

export {
  currencies,
  formatMoney,
  initRules,
  parseMoney,
  Trastienda,
  TrastiendaError,
  validateProduct,
}

/** `loading` until the rules and the client are ready; `failed` when the module did not load. */
const state = ref<'loading' | 'ready' | 'failed'>('loading')
const failure = shallowRef<unknown>(null)
const inFlight = ref(0)
let made: Trastienda | null = null
let shopFetch: typeof fetch | null = null

export const sdk = {
  state: readonly(state),
  failure: readonly(failure),
  /** Whether an answer is being waited for. */
  busy: computed(() => inFlight.value > 0),
  /** Whether the shop runs inside this page, with no server. */
  inPage: inPageShop(),
}

/** The one client of the page. */
export function client(): Trastienda {
  if (!made) throw new Error('the client is used before start() has ended')
  return made
}

/** Another client of the same shop, with nothing in common but the network. */
export function anotherClient(): Trastienda {
  return new Trastienda(shopFetch ? inThePage(shopFetch) : connection())
}

/** Loads the rules and makes the client. After a failure it can be called again. */
export async function start(): Promise<void> {
  state.value = 'loading'
  try {
    await init()
    if (sdk.inPage) {
      shopFetch = await openFilledShop()
      made = new Trastienda({ ...inThePage(shopFetch), fetch: counted(shopFetch) })
    } else {
      made = new Trastienda({ ...connection(), fetch: counted((...request) => fetch(...request)) })
    }
    state.value = 'ready'
  } catch (error) {
    failure.value = error
    state.value = 'failed'
  }
}

/** Both services inside the page, filled with the sample catalogue. */
async function openFilledShop(): Promise<typeof fetch> {
  const [{ openShop }, { sampleCatalogue }] = await Promise.all([
    import('@trastienda/client/shop'),
    import('@/sample-catalogue'),
  ])
  const [shop, catalogue] = await Promise.all([openShop(), sampleCatalogue()])
  const shopkeeper = new Trastienda(inThePage(shop.fetch))
  await shopkeeper.importFile(catalogue, { format: 'csv' })
  return shop.fetch
}

/** The in-page shop answers at any origin: only paths count. */
function inThePage(fetch: typeof globalThis.fetch) {
  const origin = 'http://shop.in.page'
  return { fetch, productUrl: origin, inventoryUrl: origin }
}

function counted(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (...request) => {
    inFlight.value += 1
    try {
      return await fetch(...request)
    } finally {
      inFlight.value -= 1
    }
  }
}
