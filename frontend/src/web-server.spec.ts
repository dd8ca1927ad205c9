import { beforeEach, expect, it, vi } from 'vitest'

beforeEach(() => {
  vi.resetModules()
  return () => vi.unstubAllGlobals()
})

it('is asked once', async () => {
  const fetch = vi.fn(() => Promise.resolve(new Response('{"owner":true,"version":"0.1.0"}')))
  vi.stubGlobal('fetch', fetch)
  const { aboutServer } = await import('./web-server')
  expect(await Promise.all([aboutServer(), aboutServer()])).toEqual([
    { owner: true },
    { owner: true },
  ])
  expect(fetch).toHaveBeenCalledOnce()
})

it('says nothing where another server serves the page', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"name":"elsewhere"}')))
  const { aboutServer } = await import('./web-server')
  expect(await aboutServer()).toBeNull()
})

it('is asked again when it could not be reached', async () => {
  const fetch = vi.fn(() => Promise.reject(new TypeError('offline')))
  vi.stubGlobal('fetch', fetch)
  const { aboutServer } = await import('./web-server')
  expect(await aboutServer()).toBeNull()
  fetch.mockResolvedValueOnce(new Response('{"owner":false}') as never)
  expect(await aboutServer()).toEqual({ owner: false })
})
