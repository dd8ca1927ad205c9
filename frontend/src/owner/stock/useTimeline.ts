import { useQuery } from '@pinia/colada'
import type { Movement, TimeRange } from '@trastienda/client'
import { computed } from 'vue'

import { keys } from '@/composables/queries'
import { client } from '@/sdk'

import { END } from './history'

/** The journal of one product around a moment; `null` is now. */
export function useTimeline(product: () => string, at: () => string | null) {
  /** The first movement of a time, or its last one. */
  function useOne(which: 'first' | 'last', time: () => TimeRange, enabled = () => true) {
    return useQuery({
      key: () => [...keys.stock, 'movements', product(), which, JSON.stringify(time())],
      query: async ({ signal }): Promise<Movement | null> => {
        const filter = { product: product(), at: time() }
        const page = { size: 1, ...(which === 'last' && { before: END }) }
        const { items } = await client().movements.list({ filter, page }, { signal })
        return items[0] ?? null
      },
      enabled,
    })
  }

  const first = useOne('first', () => ({}))
  const last = useOne('last', () => until(at()))
  // Where the moment is a movement's own, the one before is another.
  const own = computed(() => at() !== null && last.data.value?.at === at())
  const earlier = useOne(
    'last',
    () => until(shifted(at(), -1)),
    () => own.value,
  )
  const later = useOne(
    'first',
    () => ({ gte: shifted(at(), 1) ?? '' }),
    () => at() !== null,
  )

  return {
    /** When anything moved for the first time; undefined while that is not known. */
    began: computed(() => first.data.value?.at),
    /** The last movement until then. */
    last: computed(() => last.data.value ?? null),
    /** The moments of the movements on either side; undefined where there is none, or it is not known yet. */
    before: computed(() => (own.value ? earlier.data.value : last.data.value)?.at),
    after: computed<string | null | undefined>(() => {
      if (at() === null || later.data.value === undefined) return undefined
      return later.data.value?.at ?? null
    }),
  }
}

function until(moment: string | null): TimeRange {
  return moment === null ? {} : { lte: moment }
}

/** Moments of the journal are whole milliseconds. */
function shifted(moment: string | null, byMs: number): string | null {
  return moment === null ? null : new Date(new Date(moment).getTime() + byMs).toISOString()
}
