import { useQuery, useQueryCache } from '@pinia/colada'
import type { NewTransfer, Transfer } from '@trastienda/client'
import { readonly, ref, shallowRef } from 'vue'

import { askAgain } from '@/composables/askAgain'
import { keys } from '@/composables/queries'
import { useIntent } from '@/composables/useIntent'
import { client } from '@/sdk'

/** As many as one page shows; what is on its way is soon there. */
export const ON_THE_WAY_MAX = 100

/** What is on its way between locations, the newest first. */
export function useOnTheWay() {
  return useQuery({
    key: [...keys.stock, 'transfers', 'shipped'],
    query: async ({ signal }) =>
      client().transfers.list(
        { filter: { status: 'shipped' }, page: { size: ON_THE_WAY_MAX } },
        { signal },
      ),
  })
}

/** Sending stock from one location to another, and saying that it is there. */
export function useTransferring() {
  const cache = useQueryCache()
  const intent = useIntent('transfer')
  const pending = ref(false)
  const failure = shallowRef<unknown>(null)

  /** What came of it; null where it failed, and `failure` says why. */
  async function attempt(
    what: unknown,
    call: (idempotencyKey: string) => Promise<Transfer>,
  ): Promise<Transfer | null> {
    pending.value = true
    failure.value = null
    try {
      return await intent.run(what, call)
    } catch (error) {
      failure.value = error
      return null
    } finally {
      pending.value = false
      askAgain(cache, keys.stock)
    }
  }

  return {
    pending: readonly(pending),
    failure,
    send: (transfer: NewTransfer) =>
      attempt(transfer, (idempotencyKey) =>
        client().transfers.create(transfer, { idempotencyKey }),
      ),
    receive: ({ id }: Transfer) =>
      attempt({ received: id }, (idempotencyKey) =>
        client().transfers.update(id, { status: 'received' }, { idempotencyKey }),
      ),
  }
}
