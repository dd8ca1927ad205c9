import type { PurchaseLine } from '@trastienda/client'

/** What of a product in a purchase can still come back. */
export interface Returnable {
  productId: string
  quantity: number
  returned: number
  left: number
}

/** By product, because a return names products: lines of one product at two locations count together. */
export function returnable(lines: readonly PurchaseLine[]): Returnable[] {
  const sums = new Map<string, Returnable>()
  for (const { productId, quantity, returned } of lines) {
    const known = sums.get(productId) ?? { productId, quantity: 0, returned: 0, left: 0 }
    sums.set(productId, {
      productId,
      quantity: known.quantity + quantity,
      returned: known.returned + returned,
      left: known.left + quantity - returned,
    })
  }
  return [...sums.values()].filter(({ left }) => left > 0)
}
