import { expect, it } from 'vitest'

import { failure } from '@/testing/failures'

import { useIntent } from './useIntent'

/** Runs one try and gives the key it used. */
async function tried(intent: ReturnType<typeof useIntent>, what: unknown, error?: Error) {
  let used = ''
  await intent
    .run(what, (key) => {
      used = key
      return error ? Promise.reject(error) : Promise.resolve('done')
    })
    .catch(() => undefined)
  return used
}

it('uses the same key again after no answer, also after a reload', async () => {
  const first = await tried(useIntent('buy'), { lines: 1 }, failure({ code: 'cut', status: null }))
  const again = await tried(useIntent('buy'), { lines: 1 }, failure({ status: 503 }))
  const third = await tried(useIntent('buy'), { lines: 1 })
  expect(first).toMatch(/^[0-9a-f]{32}$/)
  expect([again, third]).toEqual([first, first])
})

it('makes a new key once the service has answered', async () => {
  const intent = useIntent('buy')
  const bought = await tried(intent, { lines: 1 })
  const refused = await tried(intent, { lines: 1 }, failure({ status: 409 }))
  const after = await tried(intent, { lines: 1 })
  expect(new Set([bought, refused, after]).size).toBe(3)
})

it('keeps the key while the same request is still running elsewhere', async () => {
  const intent = useIntent('buy')
  const inUse = failure({ code: 'idempotency-key-in-use', status: 409 })
  expect(await tried(intent, 1, inUse)).toBe(await tried(intent, 1))
})

it('makes a new key for something else, and keeps intents apart', async () => {
  const lost = failure({ code: 'cut', status: null })
  const one = await tried(useIntent('buy'), { quantity: 1 }, lost)
  const elsewhere = await tried(useIntent('basket'), { quantity: 1 }, lost)
  const two = await tried(useIntent('buy'), { quantity: 2 }, lost)
  expect(new Set([one, two, elsewhere]).size).toBe(3)
})
