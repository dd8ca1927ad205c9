import type { LiveEvent } from '@trastienda/client'
import { computed, onScopeDispose, readonly, ref, shallowRef } from 'vue'

import { isAbort } from '@/faults'
import { anotherClient, client } from '@/sdk'

import { fits, merged, ofLive, ofProducts, ofStock, type Happening, type Kind } from './feed'

/** The latest events of each feed that are loaded to begin with. */
const FIRST = 30

/** A list that goes on for hours must not grow for hours; its products can be named in one question. */
const KEPT_MAX = 100

/** Behind every event there can be. */
const END = Number.MAX_SAFE_INTEGER

/** Both feeds as they come. While paused, what comes waits unseen. */
export function useEvents(kind: () => Kind) {
  const state = ref<'connecting' | 'open' | 'waiting' | 'paused'>('connecting')
  const status = ref<'loading' | 'ready' | 'failed'>('loading')
  const failure = shallowRef<unknown>(null)
  const shown = shallowRef<Happening[]>([])
  const waiting = shallowRef<Happening[]>([])
  const paused = ref(false)
  const expired = ref(false)
  const ending = new AbortController()

  async function load(): Promise<void> {
    status.value = 'loading'
    const { signal } = ending
    const query = { page: { size: FIRST, before: END } }
    try {
      const [products, stock] = await Promise.all([
        client().productEvents.list(query, { signal }),
        client().stockEvents.list(query, { signal }),
      ])
      const latest = [...products.items.map(ofProducts), ...stock.items.map(ofStock)]
      shown.value = merged([...shown.value, ...latest], KEPT_MAX)
      status.value = 'ready'
    } catch (error) {
      if (isAbort(error)) return
      failure.value = error
      status.value = 'failed'
    }
  }

  function heard(live: LiveEvent): void {
    const happening = ofLive(live)
    if (!happening) {
      expired.value = true
      shown.value = []
      void load()
    } else if (paused.value) {
      waiting.value = merged([happening, ...waiting.value], KEPT_MAX)
    } else {
      shown.value = merged([happening, ...shown.value], KEPT_MAX)
    }
  }

  function resume(): void {
    paused.value = false
    shown.value = merged([...waiting.value, ...shown.value], KEPT_MAX)
    waiting.value = []
  }

  void load()
  const live = anotherClient().live(heard, { onState: (now) => (state.value = now) })
  onScopeDispose(() => {
    live.close()
    ending.abort()
  })

  return {
    state: readonly(state),
    status: readonly(status),
    failure,
    expired: readonly(expired),
    paused: readonly(paused),
    happenings: computed(() => shown.value.filter((happening) => fits(happening, kind()))),
    /** How many of the chosen kind have come since the pause. */
    waiting: computed(() => waiting.value.filter((happening) => fits(happening, kind())).length),
    load,
    pause: () => (paused.value = true),
    resume,
  }
}
