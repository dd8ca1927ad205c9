import type { StockEventKind } from '@trastienda/client'

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
