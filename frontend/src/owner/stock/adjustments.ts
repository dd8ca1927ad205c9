import type { AdjustmentKind, Inventory, NewAdjustment } from '@trastienda/client'

/** What the owner can do to a stock by hand, the everyday ways first. */
export const KINDS = ['receive', 'arrive', 'count', 'write-off', 'quarantine', 'restore'] as const
export type Kind = (typeof KINDS)[number]

/** An adjustment without the product that it is for. */
export type Intended = Omit<NewAdjustment, 'product'>

/**
 * The adjustment that takes this one back, or null where a single one cannot. It is a new entry of the
 * journal: the first one stays in the history.
 */
export function compensating(done: NewAdjustment, reason: string): NewAdjustment | null {
  const back = (kind: AdjustmentKind, quantity: number): NewAdjustment => ({
    product: done.product,
    ...(done.location && { location: done.location }),
    kind,
    quantity,
    reason,
  })
  const quantity = done.quantity ?? 0
  switch (done.kind) {
    case 'receive':
      if (done.to === 'incoming') return { ...back('write-off', quantity), from: 'incoming' }
      return back('correct', -quantity)
    case 'arrive':
      return null
    case 'correct':
      return back('correct', -quantity)
    case 'write-off':
      return (done.from ?? 'sellable') === 'sellable' ? back('correct', quantity) : null
    case 'quarantine':
      return back('restore', quantity)
    case 'restore':
      return back('quarantine', quantity)
    case 'count': {
      const difference = (done.counted ?? 0) - (done.expected ?? done.counted ?? 0)
      return difference === 0 ? null : back('correct', -difference)
    }
  }
}

/**
 * How the figures look once goods have come in, until the service has said so itself. Only what is added up is
 * foreseen; the state and what can be bought stay as they were.
 */
export function received(level: Inventory, quantity: number): Inventory {
  return {
    ...level,
    onHand: level.onHand + quantity,
    available: level.available + quantity,
  }
}
