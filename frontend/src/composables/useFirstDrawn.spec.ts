import { flushPromises } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { ref } from 'vue'

import { composed } from '@/testing/mounted'

import { useFirstDrawn } from './useFirstDrawn'

it('draws what arrives in two steps', async () => {
  const there = ref(false)
  const { result: drawn } = await composed(() => useFirstDrawn(12, () => there.value))
  there.value = true
  await flushPromises()
  expect(drawn.value).toBe(12)
  await vi.waitFor(() => expect(drawn.value).toBe(Infinity))
})

it('draws what is there at once', async () => {
  const { result: drawn } = await composed(() => useFirstDrawn(12, () => true))
  expect(drawn.value).toBe(Infinity)
})
