import { useQueryCache } from '@pinia/colada'
import type { Inventory, LiveEvent, Product } from '@trastienda/client'
import { onScopeDispose, readonly, ref } from 'vue'

import { anotherClient } from '@/sdk'

import { askAgain } from './askAgain'
import { keys } from './queries'

/** Many changes at once, an import say, lead to one reading of the lists. */
const SETTLE_MS = 400

type Cache = ReturnType<typeof useQueryCache>
type LiveState = 'connecting' | 'open' | 'waiting' | 'paused'

/** Follows both feeds and keeps every shown number right, whoever changed it. */
export function useLive() {
  const cache = useQueryCache()
  const state = ref<LiveState>('connecting')
  const soon = settler((key) => askAgain(cache, [key]))
  let followed = false

  // Tabs share the streams of clients that have no fetch of their own.
  const live = anotherClient().live(
    (event) => {
      apply(cache, event)
      soon.ask(event.feed === 'products' ? keys.products[0] : keys.stock[0])
    },
    {
      onState: (now) => {
        state.value = now
        if (now === 'open' && !followed) {
          followed = true
          // The feeds tell what happens from here on; of what happened since something was asked for, nothing.
          for (const [feed] of [keys.products, keys.stock]) if (asked(cache, feed)) soon.ask(feed)
        }
      },
    },
  )

  onScopeDispose(() => {
    live.close()
    soon.cancel()
  })
  return { state: readonly(state) }
}

function asked(cache: Cache, feed: string): boolean {
  return cache.getEntries({ key: [feed] }).length > 0
}

/** Writes what an event says into what is shown, at once. */
export function apply(cache: Cache, live: LiveEvent): void {
  if (!live.event) return
  if (live.feed === 'stock') {
    const { product, level } = live.event
    replaceInventory(cache, { ...level, id: product, product })
  } else if (live.event.kind === 'product.updated') {
    replaceProduct(cache, live.event.product as Product)
  }
}

function replaceInventory(cache: Cache, level: Inventory): void {
  cache.setQueriesData<Map<string, Inventory>>(
    { key: ['stock', 'inventories'], status: 'success' },
    (inventories = new Map()) => {
      const known = inventories.get(level.id)
      // The purchase's own answer may have been quicker than its event.
      if (!known || known.version >= level.version) return inventories
      return new Map(inventories).set(level.id, level)
    },
  )
}

function replaceProduct(cache: Cache, product: Product): void {
  const key = keys.product(product.id)
  const known = cache.getQueryData<Product>(key)
  if (known && known.version < product.version) cache.setQueryData(key, product)
}

function settler(run: (key: string) => void) {
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  return {
    ask(key: string): void {
      if (timers.has(key)) return
      timers.set(
        key,
        setTimeout(() => {
          timers.delete(key)
          run(key)
        }, SETTLE_MS),
      )
    },
    cancel: () => timers.forEach((timer) => clearTimeout(timer)),
  }
}
