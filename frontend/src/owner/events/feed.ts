import type { LiveEvent, ProductEvent, StockEvent } from '@trastienda/client'

/** An event of either feed, in one shape for the list. */
export type Happening =
  | { key: string; feed: 'products'; event: ProductEvent }
  | { key: string; feed: 'stock'; event: StockEvent }

export const KINDS = ['all', 'stock', 'alerts', 'products'] as const
export type Kind = (typeof KINDS)[number]

export function ofProducts(event: ProductEvent): Happening {
  return { key: `p${event.seq}`, feed: 'products', event }
}

export function ofStock(event: StockEvent): Happening {
  return { key: `s${event.seq}`, feed: 'stock', event }
}

export function ofLive(live: LiveEvent): Happening | null {
  if (!live.event) return null
  return live.feed === 'products' ? ofProducts(live.event) : ofStock(live.event)
}

export function fits({ feed, event }: Happening, kind: Kind): boolean {
  if (kind === 'all') return true
  if (kind === 'products') return feed === 'products'
  if (feed === 'products') return false
  return kind === 'stock' || event.kind !== 'stock.changed'
}

/**
 * Both lists as one, the newest first, each event once. The feeds count for themselves: between them time
 * decides, and within one its own number.
 */
export function merged(lists: readonly Happening[], max: number): Happening[] {
  const once = new Map(lists.map((happening) => [happening.key, happening]))
  return [...once.values()]
    .sort((a, b) =>
      a.feed === b.feed
        ? b.event.seq - a.event.seq
        : new Date(b.event.at).getTime() - new Date(a.event.at).getTime(),
    )
    .slice(0, max)
}
