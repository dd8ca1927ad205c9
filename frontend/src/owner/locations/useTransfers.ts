import { useQuery } from '@pinia/colada'
import type { NewTransfer, Transfer } from '@trastienda/client'

import { keys } from '@/composables/queries'
import { useAttempt } from '@/composables/useAttempt'
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
  const { pending, failure, attempt } = useAttempt('transfer', keys.stock)

  return {
    pending,
    failure,
    send: (transfer: NewTransfer): Promise<Transfer | null> =>
      attempt(transfer, (idempotencyKey) =>
        client().transfers.create(transfer, { idempotencyKey }),
      ),
    receive: ({ id }: Transfer): Promise<Transfer | null> =>
      attempt({ received: id }, (idempotencyKey) =>
        client().transfers.update(id, { status: 'received' }, { idempotencyKey }),
      ),
  }
}
