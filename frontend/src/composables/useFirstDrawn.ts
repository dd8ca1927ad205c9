import { ref, watch, type Ref } from 'vue'

/**
 * How many items of a long list to draw: what arrives is drawn in two steps, those in sight before the others, so
 * that the first picture comes early and no step keeps the page from answering. What was there already, as after
 * going back, is drawn at once: the place in the list is then found again.
 */
export function useFirstDrawn(first: number, isThere: () => boolean): Ref<number> {
  const drawn = ref(isThere() ? Infinity : first)
  watch(isThere, () => afterPaint(() => (drawn.value = Infinity)), { once: true, flush: 'post' })
  return drawn
}

function afterPaint(run: () => void): void {
  requestAnimationFrame(() => setTimeout(run))
}
