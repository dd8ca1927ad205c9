import { useQueryCache } from '@pinia/colada'
import type { Product, ProductStatus } from '@trastienda/client'
import { readonly, ref } from 'vue'
import { useI18n } from 'vue-i18n'

import { askAgain } from '@/composables/askAgain'
import { keys } from '@/composables/queries'
import { explain } from '@/faults'
import { client } from '@/sdk'
import { toast } from '@/ui/toasts'

/** Taking a product off sale, back on, or away for good. */
export function useProductActions() {
  const { t } = useI18n()
  const cache = useQueryCache()
  const pending = ref(false)

  /** Whether it went well; if not, a notice says why. */
  async function attempt(call: () => Promise<unknown>): Promise<boolean> {
    pending.value = true
    try {
      await call()
      return true
    } catch (error) {
      const { title, figures } = explain(error, 'product')
      toast(t(title, figures), { tone: 'bad' })
      return false
    } finally {
      pending.value = false
      askAgain(cache, keys.products)
    }
  }

  async function setStatus(product: Product, status: ProductStatus): Promise<boolean> {
    const done = await attempt(async () => {
      const after = await client().products.update(product.id, { status })
      cache.setQueryData(keys.product(product.id), after)
    })
    if (done) {
      toast(t(`owner.product.now.${status}`, { name: product.name }), {
        action: {
          label: t('owner.undo'),
          run: () =>
            void attempt(() => client().products.update(product.id, { status: product.status })),
        },
      })
    }
    return done
  }

  async function remove(product: Product): Promise<boolean> {
    const done = await attempt(() => client().products.delete(product.id))
    if (done) {
      toast(t('owner.product.deleted', { name: product.name }))
      askAgain(cache, keys.stock)
    }
    return done
  }

  return { pending: readonly(pending), setStatus, remove }
}
