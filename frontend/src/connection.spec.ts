import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { connection, inPageShop, saveConnection } from './connection'

beforeEach(() => history.replaceState(null, '', '/'))
afterEach(() => vi.unstubAllEnvs())

it('is the page’s own origin unless somebody says otherwise', () => {
  expect(connection()).toEqual({})
})

it('takes what the build says, and the settings before it', () => {
  vi.stubEnv('VITE_API_BASE_URL', 'http://127.0.0.1:8001')
  vi.stubEnv('VITE_API_KEY', 'built')
  expect(connection()).toEqual({ productUrl: 'http://127.0.0.1:8001', apiKey: 'built' })
  saveConnection({ productUrl: 'http://shop.test', inventoryUrl: '', apiKey: 'mine' })
  expect(connection()).toEqual({ productUrl: 'http://shop.test', apiKey: 'mine' })
})

it('never keeps the key beyond the tab', () => {
  saveConnection({ productUrl: '', inventoryUrl: '', apiKey: 'mine' })
  expect(JSON.stringify(localStorage)).not.toContain('mine')
})

it('stays in the shop inside the page until it is left', () => {
  expect(inPageShop()).toBe(false)
  history.replaceState(null, '', '/?demo')
  expect(inPageShop()).toBe(true)
  history.replaceState(null, '', '/basket')
  expect(inPageShop()).toBe(true)
  history.replaceState(null, '', '/?demo=off')
  expect(inPageShop()).toBe(false)
})
