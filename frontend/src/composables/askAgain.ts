import type { useQueryCache } from '@pinia/colada'

/**
 * Asks again for everything under a key that is shown. Where it is shown, a failure shows as well;
 * and when the next asking cuts this one short, nothing has failed.
 */
export function askAgain(cache: ReturnType<typeof useQueryCache>, key: readonly string[]): void {
  cache.invalidateQueries({ key: [...key] }).catch(() => undefined)
}
