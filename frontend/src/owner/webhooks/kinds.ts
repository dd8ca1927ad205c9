import type { StockEventKind } from '@trastienda/client'
import { useI18n } from 'vue-i18n'

/** What a webhook can be told of. */
export const KINDS: readonly StockEventKind[] = [
  'stock.changed',
  'stock.low',
  'stock.out',
  'stock.back',
]

/** The message that names a kind. */
export function messageOf(kind: StockEventKind): string {
  return `webhooks.kind.${kind.replace(/^stock\./, '')}`
}

/** What a webhook is told of, in words. */
export function useKindsInWords() {
  const { t } = useI18n()
  return (kinds: readonly StockEventKind[] | null): string =>
    kinds === null ? t('webhooks.allKinds') : kinds.map((kind) => t(messageOf(kind))).join(', ')
}
