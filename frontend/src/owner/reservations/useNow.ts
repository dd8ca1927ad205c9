import { onScopeDispose, readonly, ref } from 'vue'

const SECOND_MS = 1_000

/** The time, to the second, for as long as something shows it. */
export function useNow() {
  const now = ref(Date.now())
  const timer = setInterval(() => (now.value = Date.now()), SECOND_MS)
  onScopeDispose(() => clearInterval(timer))
  return readonly(now)
}
