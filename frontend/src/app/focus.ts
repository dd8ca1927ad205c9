import { nextTick } from 'vue'
import type { Router } from 'vue-router'

/** After a change of page, focus goes to its heading, or to the page while that loads; a changed filter or page number keeps it. */
export function focusHeadings(router: Router): void {
  router.afterEach(async (to, from, failure) => {
    if (failure || from.matched.length === 0 || to.path === from.path) return
    await nextTick()
    const heading = document.querySelector<HTMLElement>('main h1')
    const target = heading ?? document.querySelector<HTMLElement>('main')
    target?.focus({ preventScroll: true })
  })
}
