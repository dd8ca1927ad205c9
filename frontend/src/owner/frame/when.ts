import { useI18n } from 'vue-i18n'

/** Times in the reader's language: short ones for tables, long ones for a page of their own. */
export function useWhen() {
  const { d } = useI18n()
  return {
    short: (at: string) => d(new Date(at), { dateStyle: 'short', timeStyle: 'short' }),
    long: (at: string) => d(new Date(at), { dateStyle: 'long', timeStyle: 'short' }),
    /** The day and the second. */
    exact: (at: string) => d(new Date(at), { dateStyle: 'medium', timeStyle: 'medium' }),
    /** To the second today, else the day. */
    moment: (at: string) => {
      const then = new Date(at)
      const today = then.toDateString() === new Date().toDateString()
      return today
        ? d(then, { timeStyle: 'medium' })
        : d(then, { dateStyle: 'short', timeStyle: 'short' })
    },
  }
}
