import { useQueryCache } from '@pinia/colada'
import type { NewReturn } from '@trastienda/client'
import { readonly, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'

import { askAgain } from '@/composables/askAgain'
import { keys } from '@/composables/queries'
import { useIntent } from '@/composables/useIntent'
import { client } from '@/sdk'
import { toast } from '@/ui/toasts'

/** What becomes of a purchase: shipped, cancelled, or some of it taken back. */
export function usePurchaseActions(id: () => string) {
  const { t, n } = useI18n()
  const cache = useQueryCache()
  const intent = useIntent(`purchase.${id()}`)
  const pending = ref(false)
  const failure = shallowRef<unknown>(null)

  /** Whether it went well; if not, `failure` says why. */
  async function attempt(what: unknown, call: (key: string) => Promise<unknown>): Promise<boolean> {
    pending.value = true
    failure.value = null
    try {
      await intent.run(what, call)
      return true
    } catch (error) {
      failure.value = error
      return false
    } finally {
      pending.value = false
      askAgain(cache, keys.stock)
    }
  }

  async function close(status: 'completed' | 'cancelled'): Promise<boolean> {
    const done = await attempt({ status }, (idempotencyKey) =>
      client().purchases.update(id(), { status }, { idempotencyKey }),
    )
    if (done) toast(t(`owner.purchase.${status === 'completed' ? 'shipped' : 'cancelled'}`))
    return done
  }

  async function takeBack(back: Omit<NewReturn, 'purchase'>): Promise<boolean> {
    const whole = { ...back, purchase: id() }
    const done = await attempt(whole, (idempotencyKey) =>
      client().returns.create(whole, { idempotencyKey }),
    )
    if (done) {
      const count = back.lines.reduce((sum, { quantity }) => sum + quantity, 0)
      const said = back.to === 'unavailable' ? 'takenAside' : 'takenBack'
      toast(t(`owner.purchase.${said}`, { count: n(count) }, count))
    }
    return done
  }

  return { pending: readonly(pending), failure, close, takeBack }
}
