import { isFailure } from '@/faults'

/** A key and what it was made for. */
interface Kept {
  key: string
  what: string
}

/**
 * One idempotency key for each thing somebody means to do.
 *
 * Trying the same thing again after no answer uses the same key, also after a reload, so it happens
 * once at most. Another thing, or the same one again after an answer, gets a new key.
 * `name` tells intents apart that are open at the same time.
 */
export function useIntent(name: string) {
  const slot = `trastienda.intent.${name}`
  let kept: Kept | null = recall(slot)

  function keyFor(what: unknown): string {
    const text = JSON.stringify(what)
    if (kept?.what !== text) {
      kept = { key: newKey(), what: text }
      remember(slot, kept)
    }
    return kept.key
  }

  function settle(): void {
    kept = null
    remember(slot, null)
  }

  return {
    /** Runs the call with the key of `what`; forgets the key once the service has answered. */
    async run<Result>(what: unknown, call: (key: string) => Promise<Result>): Promise<Result> {
      try {
        const result = await call(keyFor(what))
        settle()
        return result
      } catch (error) {
        if (isAnswer(error)) settle()
        throw error
      }
    },
  }
}

/** Whether a service has decided. A 4xx is kept with its key: asking again needs a new one. */
function isAnswer(error: unknown): boolean {
  if (!isFailure(error) || error.status === null) return false
  const again =
    error.status >= 500 || error.status === 429 || error.code === 'idempotency-key-in-use'
  return !again
}

/** Not `randomUUID`: it is missing where a page comes over plain HTTP from another machine. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function recall(slot: string): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(slot) ?? 'null') as Kept | null
  } catch {
    return null
  }
}

function remember(slot: string, kept: Kept | null): void {
  try {
    if (kept) sessionStorage.setItem(slot, JSON.stringify(kept))
    else sessionStorage.removeItem(slot)
  } catch {
    // Without storage the key lasts as long as the page.
  }
}
