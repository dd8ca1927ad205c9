import { onScopeDispose, ref } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'

/** Asks before a page with unsaved changes is left, by a link or by closing the window. */
export function useLeaveGuard(unsaved: () => boolean) {
  const asking = ref(false)
  let answer: ((leave: boolean) => void) | null = null

  onBeforeRouteLeave(() => {
    if (!unsaved()) return true
    asking.value = true
    return new Promise<boolean>((resolve) => (answer = resolve))
  })

  function close(leave: boolean): void {
    asking.value = false
    answer?.(leave)
    answer = null
  }

  function warn(event: BeforeUnloadEvent): void {
    if (unsaved()) event.preventDefault()
  }
  window.addEventListener('beforeunload', warn)
  onScopeDispose(() => {
    window.removeEventListener('beforeunload', warn)
    answer?.(true)
  })

  return { asking, stay: () => close(false), leave: () => close(true) }
}
