import { useQueryCache } from '@pinia/colada'
import type { ImportProgress, ImportReport, RefusedRow } from '@trastienda/client'
import { computed, onScopeDispose, ref, shallowRef } from 'vue'

import { askAgain } from '@/composables/askAgain'
import { keys } from '@/composables/queries'
import { isAbort } from '@/faults'
import { client } from '@/sdk'

/** The rows that are shown; all of them can be downloaded. */
export const SHOWN_MAX = 50

type Stage = 'choosing' | 'checking' | 'checked' | 'importing' | 'done' | 'stopped'

/** An import by file: checked without effect first, then made, watched, and stopped if need be. */
export function useImport() {
  const cache = useQueryCache()
  const file = shallowRef<File | null>(null)
  const setStock = ref(false)
  const stage = ref<Stage>('choosing')
  /** Whether something was sent already when it was stopped. */
  const effective = ref(false)
  const progress = shallowRef<ImportProgress | null>(null)
  const report = shallowRef<ImportReport | null>(null)
  const refused = shallowRef<readonly RefusedRow[]>([])
  const failure = shallowRef<unknown>(null)
  let ending: AbortController | null = null

  async function run(dryRun: boolean): Promise<void> {
    const source = file.value
    if (!source) return
    const rows: RefusedRow[] = []
    ending = new AbortController()
    stage.value = dryRun ? 'checking' : 'importing'
    effective.value = !dryRun
    progress.value = null
    report.value = null
    refused.value = []
    failure.value = null
    try {
      report.value = await client().importFile(source, {
        dryRun,
        setStock: setStock.value,
        signal: ending.signal,
        onProgress: (now) => (progress.value = { ...now }),
        onRefused: (row) => rows.push(row),
      })
      stage.value = dryRun ? 'checked' : 'done'
    } catch (error) {
      if (!isAbort(error)) failure.value = error
      stage.value = 'stopped'
    } finally {
      refused.value = rows
      if (!dryRun) {
        askAgain(cache, keys.products)
        askAgain(cache, keys.stock)
      }
    }
  }

  function choose(chosen: File | null): void {
    ending?.abort()
    file.value = chosen
    stage.value = 'choosing'
    report.value = null
    refused.value = []
    failure.value = null
  }

  onScopeDispose(() => ending?.abort())

  return {
    file,
    setStock,
    stage,
    effective,
    progress,
    report,
    refused,
    failure,
    working: computed(() => stage.value === 'checking' || stage.value === 'importing'),
    choose,
    check: () => run(true),
    make: () => run(false),
    stop: () => ending?.abort(),
  }
}
