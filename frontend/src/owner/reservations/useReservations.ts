import { useQuery, useQueryCache } from '@pinia/colada'
import type { Reservation, ReservationQuery } from '@trastienda/client'
import { readonly, ref, shallowRef, toValue, type MaybeRefOrGetter } from 'vue'
import { useI18n } from 'vue-i18n'

import { askAgain } from '@/composables/askAgain'
import { keys } from '@/composables/queries'
import { useIntent } from '@/composables/useIntent'
import { client } from '@/sdk'
import { toast } from '@/ui/toasts'

/** A page of reservations, and letting one go. Selling and expiry change stock, so the live feed keeps it right. */
export function useReservations(query: MaybeRefOrGetter<ReservationQuery>) {
  const { t } = useI18n()
  const cache = useQueryCache()
  const intent = useIntent('release')
  const pending = ref(false)
  const failure = shallowRef<unknown>(null)

  const page = useQuery({
    key: () => [...keys.stock, 'reservations', JSON.stringify(toValue(query))],
    query: async ({ signal }) => client().reservations.list(toValue(query), { signal }),
    placeholderData: (previous) => previous,
  })

  async function release({ id, owner }: Reservation): Promise<void> {
    pending.value = true
    failure.value = null
    try {
      await intent.run({ id }, (idempotencyKey) =>
        client().reservations.update(id, { status: 'released' }, { idempotencyKey }),
      )
      toast(t('reservations.released', { owner }))
    } catch (error) {
      failure.value = error
    } finally {
      pending.value = false
      askAgain(cache, keys.stock)
    }
  }

  return {
    page,
    pending: readonly(pending),
    failure,
    release,
    askAgain: () => askAgain(cache, keys.stock),
  }
}
