import { createI18n, type Composer } from 'vue-i18n'

import { preference } from '@/preferences'

export const LOCALES = ['es', 'en'] as const
export type Locale = (typeof LOCALES)[number]

/** What every page needs; the words of one side of the shop come with its pages. */
const EVERYWHERE = ['frame', 'ui', 'faults'] as const

type Messages = Record<string, unknown>
const files = import.meta.glob<Messages>('./locales/*/*.json', { import: 'default' })

export const i18n = createI18n({
  legacy: false,
  locale: firstLocale(),
  fallbackLocale: false,
  missingWarn: import.meta.env.DEV,
  messages: {},
})
const composer = i18n.global as unknown as Composer

const wanted = new Set<string>(EVERYWHERE)
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
      const file = files[`./locales/${locale}/${part}.json`]
      if (!file) throw new Error(`no messages for ${locale}/${part}`)
      composer.mergeLocaleMessage(locale, { [part]: await file() })
      loaded.add(`${locale}/${part}`)
    }),
  )
}

function firstLocale(): Locale {
  const lang = document.documentElement.lang
  return LOCALES.find((locale) => locale === lang) ?? 'en'
}
