import { useQuery, useQueryCache } from '@pinia/colada'
import type { Reservation, ReservationQuery } from '@trastienda/client'
import { toValue, type MaybeRefOrGetter } from 'vue'

import { askAgain } from '@/composables/askAgain'
import { keys } from '@/composables/queries'
import { useAttempt } from '@/composables/useAttempt'
import { client } from '@/sdk'

/** A page of reservations. Selling and expiry change stock, so the live feed keeps it right. */
export function useReservations(query: MaybeRefOrGetter<ReservationQuery>) {
  const cache = useQueryCache()
  const page = useQuery({
    key: () => [...keys.stock, 'reservations', JSON.stringify(toValue(query))],
    query: async ({ signal }) => client().reservations.list(toValue(query), { signal }),
    placeholderData: (previous) => previous,
  })
  return { page, askAgain: () => askAgain(cache, keys.stock) }
}

/** Letting go of what is held, and holding it longer. */
export function useHolding() {
  const { attempt, ...standing } = useAttempt('reservation', keys.stock)

  return {
    ...standing,
    release: ({ id }: Reservation): Promise<Reservation | null> =>
      attempt({ released: id }, (idempotencyKey) =>
        client().reservations.update(id, { status: 'released' }, { idempotencyKey }),
      ),
    extend: ({ id }: Reservation, expiresAt: string): Promise<Reservation | null> =>
      attempt({ extended: id, expiresAt }, (idempotencyKey) =>
        client().reservations.update(id, { expiresAt }, { idempotencyKey }),
      ),
  }
}
