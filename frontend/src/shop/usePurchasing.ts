import { useQueryCache } from '@pinia/colada'
import type { NewPurchase, Purchase } from '@trastienda/client'
import { readonly, ref, shallowRef } from 'vue'

import { askAgain } from '@/composables/askAgain'
import { keys } from '@/composables/queries'
import { useIntent } from '@/composables/useIntent'
import { client } from '@/sdk'

/**
 * Buying: pending until the service has answered, never assumed.
 * Trying the same order again after no answer gives one purchase, not two.
 */
export function usePurchasing(name: string) {
  const cache = useQueryCache()
  const intent = useIntent(name)
  const pending = ref(false)
  const failure = shallowRef<unknown>(null)

  /** The purchase, or null: then `failure` says why not. */
  async function buy(order: NewPurchase): Promise<Purchase | null> {
    if (pending.value) return null
    pending.value = true
    failure.value = null
    try {
      const purchase = await intent.run(order, (idempotencyKey) =>
        client().purchases.create(order, { idempotencyKey }),
      )
      cache.setQueryData([...keys.purchases, 'one', purchase.id], purchase)
      return purchase
    } catch (error) {
      failure.value = error
      return null
    } finally {
      pending.value = false
      // Bought or refused, the figures shown before may be old now.
      askAgain(cache, keys.stock)
    }
  }

  return { pending: readonly(pending), failure, buy }
}
