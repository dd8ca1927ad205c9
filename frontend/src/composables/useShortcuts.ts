import { onScopeDispose } from 'vue'

/** How long the second key of a pair may take. */
const PAIR_MS = 900

/**
 * Keys that act anywhere on the page: `/`, `?`, `mod+k`, or pairs such as `g p`.
 * `mod` is Ctrl, or Cmd on a Mac. None acts while someone types, except those with `mod`.
 */
export function useShortcuts(shortcuts: Record<string, () => void>): void {
  let first: { key: string; at: number } | null = null

  function pressed(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || event.altKey) return
    const mod = event.ctrlKey || event.metaKey
    if (!mod && (isTyping(event.target) || isInDialog())) return
    const key = mod ? `mod+${event.key.toLowerCase()}` : event.key
    const pair = first && event.timeStamp - first.at < PAIR_MS ? `${first.key} ${key}` : null
    first = null
    const run = (pair && shortcuts[pair]) || shortcuts[key]
    if (run) {
      event.preventDefault()
      run()
    } else if (!mod) first = { key, at: event.timeStamp }
  }

  window.addEventListener('keydown', pressed)
  onScopeDispose(() => window.removeEventListener('keydown', pressed))
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}

function isInDialog(): boolean {
  return document.querySelector('[role="dialog"][data-state="open"]') !== null
}
