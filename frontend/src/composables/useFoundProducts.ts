import { useQuery } from '@pinia/colada'
import type { Product } from '@trastienda/client'
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'

import { client } from '@/sdk'

const FOUND_MAX = 6
const PAUSE_MS = 150

/** The first products that a search finds, while it is being typed. */
export function useFoundProducts(search: Ref<string>): ComputedRef<Product[]> {
  const asked = ref('')
  watch(search, (text, _before, onCleanup) => {
    const timer = setTimeout(() => (asked.value = text.trim()), PAUSE_MS)
    onCleanup(() => clearTimeout(timer))
  })
  const { data } = useQuery({
    key: () => ['products', 'found', asked.value],
    query: async ({ signal }) => {
      const filter = { search: asked.value, status: 'active' as const }
      const page = await client().products.list({ filter, page: { size: FOUND_MAX } }, { signal })
      return page.items
    },
    enabled: () => asked.value !== '',
  })
  return computed(() => (search.value.trim() && data.value) || [])
}
