import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useI18n } from 'vue-i18n'

import { useProductsById } from '@/composables/queries'

/** How many products are named before the rest is a number. */
const NAMED_MAX = 3

interface Line {
  productId: string
  quantity: number
}

/** Lines of goods in words: the first ones by name, the rest as a number. */
export function useGoods(all: MaybeRefOrGetter<readonly { lines: readonly Line[] }[]>) {
  const { t, n } = useI18n()
  const ids = computed(() =>
    toValue(all).flatMap(({ lines }) =>
      lines.slice(0, NAMED_MAX).map(({ productId }) => productId),
    ),
  )
  const products = useProductsById(ids)

  function nameOf(id: string): string {
    if (!products.data.value) return '…'
    return products.data.value.get(id)?.name ?? t('owner.unknownProduct')
  }

  return (lines: readonly Line[]): string[] => {
    const named = lines
      .slice(0, NAMED_MAX)
      .map(({ productId, quantity }) =>
        t('owner.goods.line', { quantity: n(quantity), name: nameOf(productId) }),
      )
    const rest = lines.length - named.length
    return rest > 0 ? [...named, t('owner.goods.more', { count: n(rest) })] : named
  }
}
