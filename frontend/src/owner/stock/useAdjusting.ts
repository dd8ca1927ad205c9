import { useQueryCache } from '@pinia/colada'
import type { Inventory, NewAdjustment, Product } from '@trastienda/client'
import { readonly, ref } from 'vue'
import { useI18n } from 'vue-i18n'

import { askAgain } from '@/composables/askAgain'
import { keys } from '@/composables/queries'
import { useIntent } from '@/composables/useIntent'
import { explain } from '@/faults'
import { client } from '@/sdk'
import { toast } from '@/ui/toasts'

import { compensating, received, type Intended } from './adjustments'

type Named = Pick<Product, 'id' | 'name'>
type Inventories = Map<string, Inventory>

/**
 * Changing stock by hand. Every change is an entry of the journal, and so is taking it back.
 * Trying the same change again after no answer makes it once.
 */
export function useAdjusting() {
  const { t } = useI18n()
  const cache = useQueryCache()
  const intent = useIntent('adjustment')
  const pending = ref(false)

  async function send(adjustment: NewAdjustment): Promise<void> {
    await intent.run(adjustment, (idempotencyKey) =>
      client().adjustments.create(adjustment, { idempotencyKey }),
    )
  }

  /** Makes the change once the service agrees; throws where it does not. */
  async function adjust(product: Named, intended: Intended): Promise<void> {
    const adjustment = { ...intended, product: product.id }
    pending.value = true
    try {
      await send(adjustment)
      say(product, adjustment)
    } finally {
      pending.value = false
      askAgain(cache, keys.stock)
    }
  }

  /**
   * Goods that came in: small and easy to take back, so they show at once. A refusal brings the figures
   * back to where they were, with a notice. Whether it went well.
   */
  async function receive(product: Named, level: Inventory, intended: Intended): Promise<boolean> {
    const adjustment = { ...intended, product: product.id }
    const shown = received(level, intended.quantity ?? 0)
    replace(level, shown)
    try {
      await send(adjustment)
      say(product, adjustment)
      return true
    } catch (error) {
      replace(shown, level)
      complain(error)
      return false
    } finally {
      askAgain(cache, keys.stock)
    }
  }

  function say(product: Named, done: NewAdjustment): void {
    const undoing = compensating(done, t('owner.adjust.undoReason', { reason: done.reason }))
    const figures = { name: product.name, quantity: done.quantity ?? done.counted ?? 0 }
    const what = done.to === 'incoming' ? 'announce' : done.kind
    toast(t(`owner.adjust.done.${what}`, figures), {
      ...(undoing && {
        action: { label: t('owner.undo'), run: () => void undo(product, undoing) },
      }),
    })
  }

  async function undo(product: Named, undoing: NewAdjustment): Promise<void> {
    try {
      await send(undoing)
      toast(t('owner.adjust.undone', { name: product.name }), { tone: 'neutral' })
    } catch (error) {
      complain(error)
    } finally {
      askAgain(cache, keys.stock)
    }
  }

  function complain(error: unknown): void {
    const { title, text, figures } = explain(error, 'inventory')
    toast(`${t(title, figures)}. ${t(text, figures)}`, { tone: 'bad' })
  }

  /** Shows one level for another wherever it is shown, unless something newer has come. */
  function replace(before: Inventory, after: Inventory): void {
    cache.setQueriesData<Inventories>(
      { key: [...keys.stock, 'inventories'], status: 'success' },
      (inventories = new Map()) => {
        const known = inventories.get(before.id)
        if (!known || known.version > before.version) return inventories
        return new Map(inventories).set(before.id, after)
      },
    )
  }

  return { pending: readonly(pending), adjust, receive }
}
