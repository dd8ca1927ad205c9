import { shallowRef } from 'vue'

export interface Toast {
  id: number
  text: string
  tone: 'good' | 'bad' | 'neutral'
  /** A way back, or a way on. */
  action?: { label: string; run: () => void }
  durationMs: number
}

/** Long enough to read a line and reach the button; hovering and focus hold it. */
const DURATION_MS = 8_000

export const toasts = shallowRef<Toast[]>([])
let last = 0

/** Says something in passing. What must not be missed belongs on the page. */
export function toast(text: string, options: Partial<Omit<Toast, 'id' | 'text'>> = {}): number {
  last += 1
  const one: Toast = { tone: 'good', durationMs: DURATION_MS, ...options, id: last, text }
  toasts.value = [...toasts.value, one]
  return last
}

export function dismiss(id: number): void {
  toasts.value = toasts.value.filter((one) => one.id !== id)
}
