import { onScopeDispose, ref, watch, type Ref } from 'vue'

/** Text being typed: `flush` hears of it once typing pauses. */
export function useDebounced(
  source: () => string,
  flush: (text: string) => void,
  pauseMs = 250,
): { text: Ref<string>; now: (text: string) => void; cancel: () => void } {
  const text = ref(source())
  let timer: ReturnType<typeof setTimeout> | undefined

  watch(source, (value) => {
    if (timer === undefined) text.value = value
  })
  watch(
    text,
    (value) => {
      clearTimeout(timer)
      timer = undefined
      if (value === source()) return
      timer = setTimeout(() => now(value), pauseMs)
    },
    { flush: 'sync' },
  )

  function now(value: string): void {
    text.value = value
    clearTimeout(timer)
    timer = undefined
    if (value !== source()) flush(value)
  }

  /** What was typed and not yet told stays untold. */
  function cancel(): void {
    clearTimeout(timer)
    timer = undefined
  }

  onScopeDispose(cancel)
  return { text, now, cancel }
}
