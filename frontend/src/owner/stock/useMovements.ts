import { useQuery } from '@pinia/colada'
import type { Movement, Page } from '@trastienda/client'
import { computed, ref } from 'vue'

import { keys } from '@/composables/queries'
import { client } from '@/sdk'

import { END, onHandDelta } from './history'

const PAGE_SIZE = 20

/** A movement with what was on hand after it. */
export interface Entry {
  movement: Movement
  delta: number
  after: number
}

/**
 * The journal of one product, the newest first, page by page. The journal counts up from its beginning;
 * what was on hand after an entry is the figure of today less everything that came behind it.
 */
export function useMovements(product: () => string, onHand: () => number | undefined) {
  /** Where each page ends, and how much was on hand there; the first page has no such place. */
  const trail = ref<{ before: number; onHand: number }[]>([])

  const query = useQuery({
    key: () => [...keys.stock, 'movements', product(), trail.value.at(-1)?.before ?? END],
    query: async ({ signal }): Promise<Page<Movement>> => {
      const page = await client().movements.list(
        {
          filter: { product: product() },
          page: { size: PAGE_SIZE, before: trail.value.at(-1)?.before ?? END },
        },
        { signal },
      )
      return { ...page, items: [...page.items].reverse() }
    },
    placeholderData: (previous) => previous,
  })

  const entries = computed<Entry[]>(() => {
    let after = trail.value.at(-1)?.onHand ?? onHand() ?? 0
    return (query.data.value?.items ?? []).map((movement) => {
      const delta = onHandDelta(movement)
      const entry = { movement, delta, after }
      after -= delta
      return entry
    })
  })

  function older(): void {
    const last = entries.value.at(-1)
    if (!last) return
    trail.value = [...trail.value, { before: last.movement.seq, onHand: last.after - last.delta }]
  }

  return {
    query,
    entries,
    hasOlder: computed(() => (query.data.value?.links.prev ?? null) !== null),
    isNewest: computed(() => trail.value.length === 0),
    older,
    newest: () => (trail.value = []),
  }
}
