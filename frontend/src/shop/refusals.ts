import type { Fault } from '@trastienda/client'

import { isFailure } from '@/faults'

/** What a refusal leaves to do about one product. */
export interface Refusal {
  code: string
  /** How many could be had instead; 0 where none. */
  left: number
}

/** Each refused product with what is left of it. */
export function refusalsByProduct(faults: readonly Fault[]): Map<string, Refusal> {
  const refusals = new Map<string, Refusal>()
  for (const { code, meta } of faults) {
    if (typeof meta?.productId !== 'string') continue
    const left = typeof meta.purchasable === 'number' ? meta.purchasable : 0
    refusals.set(meta.productId, { code, left })
  }
  return refusals
}

/** The refused lines of a failed purchase; empty when it failed for another reason. */
export function refusedLines(failure: unknown): Map<string, Refusal> {
  return isFailure(failure) ? refusalsByProduct(failure.errors) : new Map()
}
