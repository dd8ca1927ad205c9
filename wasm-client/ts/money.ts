import type { Money } from '../pkg/client.js'
import { core } from './wasm.js'

/** A currency by its ISO 4217 code, and how many decimals its major unit has. */
export interface Currency {
  code: string
  exponent: number
}

/** How numbers are written in a language. */
interface Writing {
  decimal: string
  group: string
  /** The digits from 0 to 9. */
  digits: string[]
}

/** Marks that only order the text; they come with what is copied from a formatted price. */
const DIRECTION_MARKS = /[\u061c\u200e\u200f]/gu

const writings = new Map<string, Writing>()
const formats = new Map<string, Intl.NumberFormat>()

/** Every currency that a price can have, by code. */
export function currencies(): Currency[] {
  const all = core.read<Currency[]>((module) => module.currencies())
  return all.sort((a, b) => (a.code < b.code ? -1 : 1))
}

/** Money as people of a locale write it, with all the decimals of its currency and every digit exact. */
export function formatMoney(money: Money, locale: string): string {
  const { amount, currency } = money
  const major = core.run((module) => module.moneyToMajor(amount, currency))
  const decimals = major.split('.')[1]?.length ?? 0
  // As a text, which is taken digit by digit: a number would not hold the largest amounts.
  return formatOf(locale, currency, decimals).format(major as unknown as number)
}

/**
 * Money from what was typed in a locale: `1.234,50` in Spanish. Spaces, and the currency's code or sign, may
 * stand beside it.
 *
 * Throws a `TrastiendaError` with the code `attribute-invalid` for what is no amount of the currency, such as one
 * with too many decimals.
 */
export function parseMoney(text: string, currency: string, locale: string): Money {
  const { decimal, group, digits } = writingOf(locale)
  let typed = text.replace(DIRECTION_MARKS, '').trim()
  for (const sign of signsOf(locale, currency)) {
    if (typed.startsWith(sign)) typed = typed.slice(sign.length)
    else if (typed.endsWith(sign)) typed = typed.slice(0, -sign.length)
    else continue
    break
  }
  const plain = Array.from(typed, (char) => {
    const digit = digits.indexOf(char)
    return digit < 0 ? char : String(digit)
  }).join('')
  const amount = core.run((module) => module.parseMoney(plain, currency, decimal, group))
  return { amount, currency }
}

function formatOf(locale: string, currency: string, decimals: number): Intl.NumberFormat {
  const name = `${locale} ${currency}`
  let format = formats.get(name)
  if (!format) {
    // The decimals are the core's: those of the locale's data differ for some currencies.
    const exact = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
    format = new Intl.NumberFormat(locale, { style: 'currency', currency, ...exact })
    formats.set(name, format)
  }
  return format
}

function writingOf(locale: string): Writing {
  let writing = writings.get(locale)
  if (!writing) {
    const parts = new Intl.NumberFormat(locale).formatToParts(1_234_567.8)
    const mark = (type: string) => parts.find((part) => part.type === type)?.value
    const digits = new Intl.NumberFormat(locale, { useGrouping: false }).format(9_876_543_210)
    writing = {
      decimal: mark('decimal') ?? '.',
      group: mark('group') ?? ' ',
      digits: Array.from(digits).reverse(),
    }
    writings.set(locale, writing)
  }
  return writing
}

/** What may stand for a currency, the longest first; nothing for a code that is none. */
function signsOf(locale: string, currency: string): string[] {
  if (!/^[A-Z]{3}$/u.test(currency)) return []
  const signs = (['symbol', 'narrowSymbol'] as const).map((currencyDisplay) => {
    const format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay })
    return format.formatToParts(0).find((part) => part.type === 'currency')?.value ?? ''
  })
  return [currency, ...signs].filter((sign) => sign !== '').sort((a, b) => b.length - a.length)
}
