import type { NewReturn } from '@trastienda/client'
import { useI18n } from 'vue-i18n'

import { keys } from '@/composables/queries'
import { useAttempt } from '@/composables/useAttempt'
import { client } from '@/sdk'
import { toast } from '@/ui/toasts'

/** What becomes of a purchase: shipped, cancelled, or some of it taken back. */
export function usePurchaseActions(id: () => string) {
  const { t, n } = useI18n()
  const { pending, failure, attempt } = useAttempt(`purchase.${id()}`, keys.stock)

  async function close(status: 'completed' | 'cancelled'): Promise<boolean> {
    const done = await attempt({ status }, (idempotencyKey) =>
      client().purchases.update(id(), { status }, { idempotencyKey }),
    )
    if (done) toast(t(`owner.purchase.${status === 'completed' ? 'shipped' : 'cancelled'}`))
    return done !== null
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
    return done !== null
  }

  return { pending, failure, close, takeBack }
}
