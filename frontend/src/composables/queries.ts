import { useQuery } from '@pinia/colada'
import type { Inventory, Page, Product, ProductQuery, PurchaseQuery } from '@trastienda/client'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'

import { client } from '@/sdk'

/**
 * Keys of what is kept. The live feed keeps them right: it writes to `one` and `inventories`,
 * and asks for everything else under `products` and `stock` again.
 */
export const keys = {
  products: ['products'] as const,
  product: (id: string) => ['products', 'one', id] as const,
  productList: (query: ProductQuery) => ['products', 'list', JSON.stringify(query)] as const,
  stock: ['stock'] as const,
  inventories: (ids: readonly string[]) => ['stock', 'inventories', ids.join()] as const,
  purchases: ['stock', 'purchases'] as const,
}

/** The most that a page can hold. */
const PAGE_MAX = 100
/** The most products whose stock one request can ask for. */
const IDS_MAX = PAGE_MAX

/** One page of products; while the next one loads, the last one stays. */
export function useProducts(query: MaybeRefOrGetter<ProductQuery>) {
  return useQuery({
    key: () => keys.productList(toValue(query)),
    query: async ({ signal }): Promise<Page<Product>> =>
      client().products.list(toValue(query), { signal }),
    placeholderData: (previous) => previous,
  })
}

export function useProduct(id: MaybeRefOrGetter<string>) {
  return useQuery({
    key: () => keys.product(toValue(id)),
    query: ({ signal }) => client().products.get(toValue(id), { signal }),
  })
}

/** The products for sale that share this group, itself among them; none without a group. */
export function useVariants(group: MaybeRefOrGetter<string | null>) {
  return useQuery({
    key: () => ['products', 'variants', toValue(group) ?? ''],
    query: async ({ signal }): Promise<Product[]> => {
      const filter = { group: toValue(group) ?? '', status: 'active' as const }
      const page = await client().products.list({ filter, page: { size: PAGE_MAX } }, { signal })
      return page.items
    },
    enabled: () => toValue(group) !== null,
  })
}

/** The products of these ids, by id; those that do not exist are absent. */
export function useProductsById(ids: MaybeRefOrGetter<readonly string[]>) {
  const wanted = computed(() => [...new Set(toValue(ids))].sort().slice(0, IDS_MAX))
  return useQuery({
    key: () => ['products', 'by-id', wanted.value.join()],
    query: async ({ signal }): Promise<Map<string, Product>> => {
      const page = await client().products.list(
        { filter: { id: wanted.value }, page: { size: PAGE_MAX } },
        { signal },
      )
      return new Map(page.items.map((product) => [product.id, product]))
    },
    enabled: () => wanted.value.length > 0,
    placeholderData: (previous: Map<string, Product> | undefined) => previous,
  })
}

/** The stock of these products, by product; those without inventory are absent. */
export function useInventories(ids: MaybeRefOrGetter<readonly string[]>) {
  const wanted = computed(() => [...new Set(toValue(ids))].sort().slice(0, IDS_MAX))
  return useQuery({
    key: () => keys.inventories(wanted.value),
    query: async ({ signal }): Promise<Map<string, Inventory>> => {
      const page = await client().inventory.list(
        { filter: { product: wanted.value }, page: { size: PAGE_MAX } },
        { signal },
      )
      return new Map(page.items.map((inventory) => [inventory.id, inventory]))
    },
    enabled: () => wanted.value.length > 0,
    placeholderData: (previous: Map<string, Inventory> | undefined) => previous,
  })
}

export function useCategories() {
  return useQuery({
    key: ['products', 'categories'],
    query: ({ signal }) =>
      client()
        .categories.list({ page: { size: PAGE_MAX } }, { signal })
        .toArray({ limit: 1_000 }),
  })
}

export function useTags() {
  return useQuery({
    key: ['products', 'tags'],
    query: ({ signal }) =>
      client()
        .tags.list({ page: { size: PAGE_MAX } }, { signal })
        .toArray({ limit: 1_000 }),
  })
}

export function usePurchase(id: MaybeRefOrGetter<string>) {
  return useQuery({
    key: () => [...keys.purchases, 'one', toValue(id)],
    query: ({ signal }) => client().purchases.get(toValue(id), { signal }),
  })
}

export function usePurchases(query: MaybeRefOrGetter<PurchaseQuery>) {
  return useQuery({
    key: () => [...keys.purchases, 'list', JSON.stringify(toValue(query))],
    query: async ({ signal }) => client().purchases.list(toValue(query), { signal }),
    placeholderData: (previous) => previous,
  })
}
