import { useQueryCache } from '@pinia/colada'
import type { Fault } from '@trastienda/client'
import { computed, readonly, ref, shallowRef } from 'vue'

import { fieldFaults, isFailure } from '@/faults'

import { askAgain } from './askAgain'
import { useIntent } from './useIntent'

/**
 * Something that somebody does: once at most, however often it is tried. `pending` and `failure` say how it
 * stands; `faults` are those that a field can show, by field. Afterwards what it `concerns` is asked for again.
 */
export function useAttempt(name: string, concerns: readonly string[]) {
  const cache = useQueryCache()
  const intent = useIntent(name)
  const pending = ref(false)
  const failure = shallowRef<unknown>(null)
  const faults = computed<ReadonlyMap<string, Fault>>(() =>
    isFailure(failure.value) && failure.value.status === 422
      ? fieldFaults(failure.value.errors)
      : new Map(),
  )

  /** What came of it; null where it failed, and `failure` says why. */
  async function attempt<Result>(
    what: unknown,
    call: (idempotencyKey: string) => Promise<Result>,
    about: readonly string[] = concerns,
  ): Promise<Result | null> {
    pending.value = true
    failure.value = null
    try {
      return await intent.run(what, call)
    } catch (error) {
      failure.value = error
      return null
    } finally {
      pending.value = false
      askAgain(cache, about)
    }
  }

  return {
    pending: readonly(pending),
    failure,
    faults,
    /** What went wrong beyond the fields. */
    refusal: computed(() => (faults.value.size > 0 ? null : failure.value)),
    attempt,
  }
}
