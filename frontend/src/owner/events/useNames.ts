import { computed, type Ref } from 'vue'

import { useProductsById } from '@/composables/queries'

import type { Happening } from './feed'

/** What the products of events are called: their own events say it, of the others the catalogue is asked. */
export function useNames(happenings: Readonly<Ref<readonly Happening[]>>) {
  const ids = computed(() =>
    happenings.value.flatMap(({ feed, event }) => (feed === 'stock' ? [event.product] : [])),
  )
  const products = useProductsById(ids)

  return ({ feed, event }: Happening): string | null => {
    if (feed === 'products') return 'name' in event.product ? event.product.name : null
    return products.data.value ? (products.data.value.get(event.product)?.name ?? null) : '…'
  }
}
