import { useI18n } from 'vue-i18n'

import { writtenIn } from '@/i18n'

/** Times as the reader writes them: short ones for tables, long ones for a page of their own. */
export function useWhen() {
  const { d, locale } = useI18n()
  const as = (then: Date, form: Intl.DateTimeFormatOptions) =>
    d(then, { ...form, locale: writtenIn(locale.value) })
  return {
    as,
    short: (at: string) => as(new Date(at), { dateStyle: 'short', timeStyle: 'short' }),
    long: (at: string) => as(new Date(at), { dateStyle: 'long', timeStyle: 'short' }),
    /** The day and the second. */
    exact: (at: string) => as(new Date(at), { dateStyle: 'medium', timeStyle: 'medium' }),
    /** To the second today, else the day. */
    moment: (at: string) => {
      const then = new Date(at)
      const today = then.toDateString() === new Date().toDateString()
      return as(then, today ? { timeStyle: 'medium' } : { dateStyle: 'short', timeStyle: 'short' })
    },
  }
}
