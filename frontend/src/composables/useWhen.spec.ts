import { afterEach, expect, it, vi } from 'vitest'

import { setLocale } from '@/i18n'
import { composed } from '@/testing/mounted'

import { useWhen } from './useWhen'

afterEach(() => vi.restoreAllMocks())

it.each([
  ['en', ['en-US', 'es'], '12/31/26, 1:05 PM'],
  ['en', ['es-ES', 'en'], '31/12/2026, 13:05'],
  ['es', ['en-US'], '31/12/26, 13:05'],
] as const)('writes %s for a browser of %j as %s', async (language, browser, text) => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue([...browser])
  const { result } = await composed(useWhen)
  await setLocale(language)
  expect(result.short('2026-12-31T13:05:00').replace(/\s/g, ' ')).toBe(text)
})
