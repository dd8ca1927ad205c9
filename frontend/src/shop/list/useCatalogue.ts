import type { ProductQuery } from '@trastienda/client'
import { computed } from 'vue'

import { useInventories, useProducts } from '@/composables/queries'
import { useListState } from '@/composables/useListState'

export const SORTS = ['name', '-name', 'price', '-price', '-createdAt'] as const
export const SIZES = [12, 24, 48] as const

/** The list that shoppers see: what is for sale, as the address says. */
export function useCatalogue() {
  const list = useListState({
    filters: ['q', 'category', 'tag', 'from', 'to', 'currency'],
    sorts: SORTS,
    sort: 'name',
    sizes: SIZES,
    size: 24,
  })

  const query = computed<ProductQuery>(() => {
    const { page, size, sort, filters } = list.state.value
    const price = { gte: minor(filters.from), lte: minor(filters.to) }
    return {
      page: { number: page, size },
      sort: [sort],
      filter: {
        status: 'active',
        ...(filters.q && { search: filters.q }),
        ...(filters.category && { category: filters.category }),
        ...(filters.tag && { tag: filters.tag }),
        ...(filters.currency && { currency: filters.currency }),
        ...((price.gte ?? price.lte) !== undefined && { price: defined(price) }),
      },
    }
  })

  const products = useProducts(query)
  const items = computed(() => products.data.value?.items ?? [])
  const inventories = useInventories(() => items.value.map(({ id }) => id))

  return { list, products, items, inventories }
}

/** Minor units as the address holds them; undefined when it holds none. */
function minor(text: string | undefined): number | undefined {
  return text && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

function defined(range: { gte?: number; lte?: number }): { gte?: number; lte?: number } {
  return Object.fromEntries(Object.entries(range).filter(([, value]) => value !== undefined))
}
