import { useQuery, useQueryCache } from '@pinia/colada'
import { expect, it, vi } from 'vitest'

import { composed } from '@/testing/mounted'

import { askAgain } from './askAgain'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

// A rejection that nobody handles fails the whole run.
it('leaves no rejection behind, whether the next asking cuts it short or it fails', async () => {
  let fails = false
  const query = vi.fn(async ({ signal }: { signal: AbortSignal }) => {
    await pause(5)
    signal.throwIfAborted()
    if (fails) throw new Error('the service is down')
    return 'an answer'
  })
  const { result: cache } = await composed(() => {
    useQuery({ key: ['stock', 'inventories'], query })
    return useQueryCache()
  })
  askAgain(cache, ['stock'])
  fails = true
  askAgain(cache, ['stock'])
  await pause(20)
  expect(query).toHaveBeenCalledTimes(3)
})
