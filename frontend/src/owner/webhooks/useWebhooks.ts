import { useQuery, useQueryCache } from '@pinia/colada'
import type { NewWebhook, Webhook, WebhookDeliveryQuery, WebhookPatch } from '@trastienda/client'
import { onScopeDispose, toValue, type MaybeRefOrGetter } from 'vue'

import { askAgain } from '@/composables/askAgain'
import { useAttempt } from '@/composables/useAttempt'
import { client } from '@/sdk'

const KEY = ['webhooks'] as const
const LIST = [...KEY, 'list'] as const

/** As many as there may be. */
const WEBHOOKS_MAX = 100

/** No feed tells of tries: who looks at them asks now and then. */
const LOOK_MS = 4_000

export function useWebhooks() {
  return useQuery({
    key: LIST,
    query: async ({ signal }) =>
      client().webhooks.list({ page: { size: WEBHOOKS_MAX } }, { signal }),
  })
}

export function useWebhook(id: MaybeRefOrGetter<string>) {
  return useQuery({
    key: () => [...KEY, 'one', toValue(id)],
    query: ({ signal }) => client().webhooks.get(toValue(id), { signal }),
  })
}

/** A page of the log of what was sent. */
export function useDeliveries(query: MaybeRefOrGetter<WebhookDeliveryQuery>) {
  return useQuery({
    key: () => [...KEY, 'log', JSON.stringify(toValue(query))],
    query: async ({ signal }) => client().webhookDeliveries.list(toValue(query), { signal }),
    placeholderData: (previous) => previous,
  })
}

/** Asks for everything about webhooks again, for as long as it is looked at. */
export function useWatchedWebhooks(): void {
  const cache = useQueryCache()
  const timer = setInterval(() => {
    if (!document.hidden) askAgain(cache, KEY)
  }, LOOK_MS)
  onScopeDispose(() => clearInterval(timer))
}

/** Making, pausing, replaying and deleting webhooks, and sending an event again. */
export function useWebhookActions() {
  const { attempt, ...standing } = useAttempt('webhook', KEY)
  /** Tells this time from another. */
  const began = Date.now()

  return {
    ...standing,
    create: (webhook: NewWebhook): Promise<Webhook | null> =>
      attempt(webhook, (idempotencyKey) => client().webhooks.create(webhook, { idempotencyKey })),
    update: (id: string, patch: WebhookPatch): Promise<Webhook | null> =>
      attempt({ id, ...patch }, (idempotencyKey) =>
        client().webhooks.update(id, patch, { idempotencyKey }),
      ),
    /** Whoever looks into what this window keeps for a retry finds no secret there. */
    replaceSecret: (id: string, secret: string): Promise<Webhook | null> =>
      attempt({ id, secretOf: began }, (idempotencyKey) =>
        client().webhooks.update(id, { secret }, { idempotencyKey }),
      ),
    async delete(id: string): Promise<boolean> {
      const call = (idempotencyKey: string) =>
        client()
          .webhooks.delete(id, { idempotencyKey })
          .then(() => true)
      // It is not there to be asked for any more; the list is.
      return (await attempt({ delete: id }, call, LIST)) === true
    },
    async resend(webhook: string, event: number): Promise<boolean> {
      const entry = await attempt({ webhook, event }, (idempotencyKey) =>
        client().webhookDeliveries.create({ webhook, event }, { idempotencyKey }),
      )
      return entry !== null
    },
  }
}
