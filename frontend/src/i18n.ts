import { createI18n, type Composer } from 'vue-i18n'

import { preference } from '@/preferences'

export const LOCALES = ['es', 'en'] as const
export type Locale = (typeof LOCALES)[number]

type Messages = Record<string, unknown>

/** The words of every page and of the shop: one file, so that the first page waits for no more. */
const FIRST = 'first'
const files = {
  ...import.meta.glob<Messages>('./locales/*/first.ts'),
  // The words of the owner's side come with its pages.
  ...import.meta.glob<Messages>('./locales/*/{locations,owner,reservations,webhooks}.json'),
}

export const i18n = createI18n({
  legacy: false,
  locale: firstLocale(),
  fallbackLocale: false,
  missingWarn: import.meta.env.DEV,
  messages: {},
})
const composer = i18n.global as unknown as Composer

const wanted = new Set([FIRST])
const loaded = new Set<string>()

/** Makes the words of these parts ready in the language in use, and in any language chosen later. */
export async function loadMessages(...parts: string[]): Promise<void> {
  parts.forEach((part) => wanted.add(part))
  await load(composer.locale.value as Locale)
}

/** Changes the language of the whole page. */
export async function setLocale(locale: Locale): Promise<void> {
  await load(locale)
  composer.locale.value = locale
  document.documentElement.lang = locale
  preference.write('locale', locale)
}

async function load(locale: Locale): Promise<void> {
  const missing = [...wanted].filter((part) => !loaded.has(`${locale}/${part}`))
  await Promise.all(
    missing.map(async (part) => {
      composer.mergeLocaleMessage(locale, await read(locale, part))
      loaded.add(`${locale}/${part}`)
    }),
  )
}

async function read(locale: Locale, part: string): Promise<Messages> {
  const file = files[`./locales/${locale}/${part}.${part === FIRST ? 'ts' : 'json'}`]
  if (!file) throw new Error(`no messages for ${locale}/${part}`)
  const words = await file()
  return part === FIRST ? { ...words } : { [part]: words.default }
}

/**
 * The language with the region that dates are written as in: the reader's own, where the browser names one. English
 * of no region is Britain's, whose order of day and month most of Europe reads aright.
 */
export function writtenIn(locale: string): string {
  const own = navigator.languages.find((language) => language.startsWith(`${locale}-`))
  return own ?? (locale === 'en' ? 'en-GB' : locale)
}

function firstLocale(): Locale {
  const lang = document.documentElement.lang
  return LOCALES.find((locale) => locale === lang) ?? 'en'
}
