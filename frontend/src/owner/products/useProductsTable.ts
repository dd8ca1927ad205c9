import { useQuery } from '@pinia/colada'
import type { Page, Product, ProductFilter, ProductStatus, StockState } from '@trastienda/client'
import { computed } from 'vue'

import { keys, useInventories } from '@/composables/queries'
import { useListState } from '@/composables/useListState'
import { client } from '@/sdk'

export const SORTS = [
  'name',
  '-name',
  'sku',
  '-sku',
  'price',
  '-price',
  '-updatedAt',
  '-createdAt',
  'createdAt',
] as const
export const SIZES = [20, 50, 100] as const
export const STATUSES = ['any', 'active', 'draft', 'archived'] as const
export const STOCKS = ['attention', 'out', 'low', 'in-stock'] as const

/** Without a choice the archive stays out of sight. */
const SHOWN: Record<string, ProductStatus[] | null> = {
  any: null,
  active: ['active'],
  draft: ['draft'],
  archived: ['archived'],
}

const STATES: Record<string, StockState[]> = {
  attention: ['out', 'low'],
  out: ['out'],
  low: ['low'],
  'in-stock': ['in-stock'],
}

/** As many products as one question can name. */
const IDS_MAX = 100

/** The owner's list of products, as the address says, with the stock of the page in one more question. */
export function useProductsTable() {
  const list = useListState({
    filters: ['q', 'status', 'category', 'tag', 'stock'],
    sorts: SORTS,
    sort: 'name',
    sizes: SIZES,
    size: 20,
  })
  const states = computed(() => STATES[list.state.value.filters.stock ?? ''] ?? null)

  // Stock is the other service's: its answer names the products that the list may show.
  const inState = useQuery({
    key: () => [...keys.stock, 'in-state', states.value?.join() ?? ''],
    query: async ({ signal }) => {
      const filter = { state: states.value ?? [] }
      const page = await client().inventory.list(
        { filter, sort: 'available', page: { size: IDS_MAX } },
        { signal },
      )
      return { ids: page.items.map(({ id }) => id), total: page.total ?? page.items.length }
    },
    enabled: () => states.value !== null,
  })
  const ids = computed(() => (states.value ? (inState.data.value?.ids ?? null) : undefined))

  const filter = computed<ProductFilter>(() => {
    const { q, status, category, tag } = list.state.value.filters
    const shown = SHOWN[status ?? ''] === undefined ? ['active', 'draft'] : SHOWN[status ?? '']
    return {
      ...(q && { search: q }),
      ...(shown && { status: shown as ProductStatus[] }),
      ...(category && { category }),
      ...(tag && { tag }),
      ...(ids.value && { id: ids.value }),
    }
  })
  const query = computed(() => {
    const { page, size, sort } = list.state.value
    return { page: { number: page, size }, sort: [sort], filter: filter.value }
  })

  const products = useQuery({
    key: () => keys.productList(query.value),
    query: async ({ signal }): Promise<Page<Product>> =>
      ids.value?.length === 0 ? NONE : client().products.list(query.value, { signal }),
    enabled: () => ids.value !== null,
    placeholderData: (previous) => previous,
  })
  const items = computed(() => products.data.value?.items ?? [])
  const inventories = useInventories(() => items.value.map(({ id }) => id))

  return {
    list,
    products,
    items,
    inventories,
    inState,
    /** How many products have such stock, where that is more than can be looked through; else null. */
    cutOff: computed(() => {
      const total = states.value ? (inState.data.value?.total ?? 0) : 0
      return total > IDS_MAX ? total : null
    }),
  }
}

const NONE: Page<Product> = {
  items: [],
  total: 0,
  number: 1,
  size: 0,
  pages: 0,
  links: { self: null, first: null, prev: null, next: null, last: null },
}
