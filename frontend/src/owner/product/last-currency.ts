import { preference } from '@/preferences'

/** A shop mostly has one currency: the next product begins with the last one's. */
export function lastCurrency(): string {
  return preference.read('currency') ?? 'EUR'
}

export function rememberCurrency(currency: string): void {
  preference.write('currency', currency)
}
