import type { Bucket, Movement } from '@trastienda/client'

/** Behind every movement there can be. */
export const END = Number.MAX_SAFE_INTEGER

/** The piles that lie on the shelf: together they are what is on hand. */
const ON_HAND: ReadonlySet<Bucket> = new Set([
  'sellable',
  'reserved',
  'committed',
  'unavailable',
] as const)

/** By how much a movement changed what is on hand; moves between piles on the shelf change nothing. */
export function onHandDelta({
  from,
  to,
  quantity,
}: Pick<Movement, 'from' | 'to' | 'quantity'>): number {
  return (Number(ON_HAND.has(to)) - Number(ON_HAND.has(from))) * quantity
}

/** What was on hand at each moment something moved, the oldest first. */
export interface Course {
  /** Seconds since 1970. */
  at: number[]
  onHand: number[]
}

/** Goes back from the figure of today through the journal, which is the oldest first. */
export function course(movements: readonly Movement[], onHand: number): Course {
  const at: number[] = []
  const levels: number[] = []
  let level = onHand
  for (const movement of [...movements].reverse()) {
    at.unshift(new Date(movement.at).getTime() / 1_000)
    levels.unshift(level)
    level -= onHandDelta(movement)
  }
  return { at, onHand: levels }
}
