import { useI18n } from 'vue-i18n'

/** Sizes of files in words. */
export function useSize(): (bytes: number) => string {
  const { t, n } = useI18n()
  return (bytes) => {
    if (bytes < 1_000) return t('owner.files.bytes', { size: n(bytes) })
    if (bytes < 1_000_000) return t('owner.files.kb', { size: n(Math.round(bytes / 1_000)) })
    return t('owner.files.mb', { size: n(Math.round(bytes / 100_000) / 10) })
  }
}
