import { useQuery } from '@pinia/colada'
import type { ProductStatus, StockState } from '@trastienda/client'
import { computed } from 'vue'

import { keys, useProductsById, usePurchases } from '@/composables/queries'
import { client } from '@/sdk'

const FEW = 5

/** How the shop stands, in few questions. */
export function useOverview() {
  const catalogue = useQuery({
    key: [...keys.products, 'counts'],
    query: async ({ signal }) => {
      const count = async (status: ProductStatus) =>
        (await client().products.list({ filter: { status }, page: { size: 1 } }, { signal })).total
      const [active, drafts] = await Promise.all([count('active'), count('draft')])
      return { active: active ?? 0, drafts: drafts ?? 0 }
    },
  })

  const stock = useQuery({
    key: [...keys.stock, 'counts'],
    query: async ({ signal }) => {
      const count = async (state: StockState) =>
        (await client().inventory.list({ filter: { state }, page: { size: 1 } }, { signal })).total
      const [out, low, open, worst] = await Promise.all([
        count('out'),
        count('low'),
        client().purchases.list({ filter: { status: 'open' }, page: { size: 1 } }, { signal }),
        client().inventory.list(
          { filter: { state: ['out', 'low'] }, sort: 'available', page: { size: FEW } },
          { signal },
        ),
      ])
      return { out: out ?? 0, low: low ?? 0, open: open.total ?? 0, worst: worst.items }
    },
  })

  const purchases = usePurchases({ page: { size: FEW } })
  const worst = computed(() => stock.data.value?.worst ?? [])
  const products = useProductsById(() => worst.value.map(({ id }) => id))

  return { catalogue, stock, worst, products, purchases }
}
