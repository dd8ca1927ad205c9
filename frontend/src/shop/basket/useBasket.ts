import { useQuery } from '@pinia/colada'
import type { NewPurchase, Quote } from '@trastienda/client'
import { computed } from 'vue'

import { keys, useInventories, useProductsById } from '@/composables/queries'
import { client } from '@/sdk'

import { refusalsByProduct } from '../refusals'

import { basketLines } from './contents'

/** The basket with what the services say about it: its products, their stock, and the verdict. */
export function useBasket() {
  const ids = computed(() => basketLines.value.map(({ productId }) => productId))
  const products = useProductsById(ids)
  const inventories = useInventories(ids)

  const order = computed<NewPurchase>(() => ({
    lines: basketLines.value.map(({ productId, quantity }) => ({ productId, quantity })),
  }))
  // Under `stock`: the live feed asks for a new verdict when any stock changes.
  const quote = useQuery({
    key: () => [...keys.stock, 'quote', JSON.stringify(order.value)],
    query: ({ signal }): Promise<Quote> => client().quotes.create(order.value, { signal }),
    enabled: () => order.value.lines.length > 0,
    placeholderData: (previous: Quote | undefined) => previous,
  })

  const refusals = computed(() => refusalsByProduct(quote.data.value?.refusals ?? []))
  /** Refusals of the whole order, such as two currencies. */
  const general = computed(() =>
    (quote.data.value?.refusals ?? []).filter(({ meta }) => typeof meta?.productId !== 'string'),
  )
  /** The verdict is about the basket as it is now, and it is yes. */
  const accepted = computed(
    () =>
      quote.data.value?.verdict === 'accepted' &&
      !quote.isPlaceholderData.value &&
      quote.error.value === null,
  )

  return { order, products, inventories, quote, refusals, general, accepted }
}
