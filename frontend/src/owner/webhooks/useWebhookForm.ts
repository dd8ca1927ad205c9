import type { Fault, StockEventKind, Webhook } from '@trastienda/client'
import { computed, ref, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'

import { changed } from '@/composables/changed'

import { KINDS } from './kinds'

/** What is asked of a webhook: of a new one, or of one that is there. */
export function useWebhookForm(
  before: Webhook | null,
  { failure, faults: refused }: { failure: Ref; faults: Ref<ReadonlyMap<string, Fault>> },
) {
  const { t } = useI18n()
  const url = ref(before?.url ?? 'https://')
  const description = ref(before?.description ?? '')
  const which = ref<'all' | 'some'>(before?.kinds ? 'some' : 'all')
  const kinds = ref<StockEventKind[]>([...(before?.kinds ?? [])])
  const tried = ref(false)

  const wanted = computed(() => ({
    url: url.value.trim(),
    kinds: which.value === 'all' ? null : KINDS.filter((kind) => kinds.value.includes(kind)),
    description: description.value.trim(),
  }))
  // What was refused is no longer what stands there.
  watch(wanted, () => (failure.value = null))
  const wrong = computed(() => ({
    url: !/^https?:\/\/[^/]/.test(wanted.value.url),
    kinds: wanted.value.kinds?.length === 0,
  }))

  function urlFault(): string | null {
    const { code } = refused.value.get('url') ?? {}
    if (code === 'webhook-url-private') return t('webhooks.faults.webhook-url-private')
    return code || (tried.value && wrong.value.url) ? t('webhooks.faults.url') : null
  }

  return {
    url,
    description,
    which,
    kinds,
    wanted,
    /** What differs from what is there. */
    changes: computed(() => (before ? changed<Partial<Webhook>>(before, wanted.value) : {})),
    faults: computed(() => ({
      url: urlFault(),
      description: refused.value.has('description') ? t('webhooks.faults.description') : null,
      kinds: tried.value && wrong.value.kinds ? t('webhooks.faults.kinds') : null,
    })),
    /** Whether it can be sent; from now on its faults are shown. */
    ready(): boolean {
      tried.value = true
      return !wrong.value.url && !wrong.value.kinds
    },
  }
}

export type WebhookForm = ReturnType<typeof useWebhookForm>
