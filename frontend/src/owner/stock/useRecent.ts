import { useQuery } from '@pinia/colada'
import type { Movement } from '@trastienda/client'

import { keys } from '@/composables/queries'
import { client } from '@/sdk'

import { END } from './history'

/** As many entries as a drawing can show. */
const RECENT_MAX = 100

/** The last movements of a product, the oldest first. */
export function useRecent(product: () => string) {
  return useQuery({
    key: () => [...keys.stock, 'movements', product(), 'recent'],
    query: async ({ signal }): Promise<Movement[]> => {
      const page = await client().movements.list(
        {
          filter: { product: product() },
          page: { size: RECENT_MAX, before: END },
        },
        { signal },
      )
      return page.items
    },
  })
}
