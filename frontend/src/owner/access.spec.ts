import { flushPromises } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'

import { saveConnection } from '@/connection'

vi.mock('@/sdk', () => import('@/testing/scripted-sdk'))

/** Asks anew: the answer is kept as long as the page. */
async function access(): Promise<string> {
  vi.resetModules()
  const { useOwnerAccess } = await import('./access')
  const answer = useOwnerAccess()
  await flushPromises()
  return answer.value
}

const server = (body: string, status = 200) =>
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { status })))

beforeEach(() => {
  vi.stubEnv('DEV', false)
  return () => {
    vi.unstubAllEnvs()
    vi.unstubAllGlobals()
  }
})

it.each([
  ['{"owner":true,"version":"0.1.0"}', 200, 'open'],
  ['{"owner":false,"version":"0.1.0"}', 200, 'closed'],
  ['<!doctype html>', 200, 'closed'],
  ['', 404, 'closed'],
])('is what the web server says: %s %i', async (body, status, expected) => {
  server(body, status)
  expect(await access()).toBe(expected)
})

it('is open to a key of the services', async () => {
  server('{"owner":false}')
  saveConnection({ productUrl: '', inventoryUrl: '', apiKey: 'a-key' })
  expect(await access()).toBe('open')
})
