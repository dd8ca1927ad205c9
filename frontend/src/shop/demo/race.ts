import type { Inventory, Movement, Product, Purchase, Trastienda } from '@trastienda/client'

import { refusedLines } from '../refusals'

/** How one shopper's purchase ended. */
export interface Finish {
  shopper: string
  purchase: Purchase | null
  /** What the refusal said was left; null for the winner. */
  left: number | null
}

export interface Race {
  product: Product
  finishes: Finish[]
  /** The last lines of the product's journal, oldest first. */
  journal: Movement[]
}

const JOURNAL_LINES = 3
const JOURNAL_MAX = 10_000

/**
 * Sets a product's stock to one and lets two shoppers buy it at once, each with a client of their own.
 * Null when no product has stock to race for.
 */
export async function race(
  owner: Trastienda,
  shoppers: readonly { name: string; client: Trastienda }[],
): Promise<Race | null> {
  const inventory = await pick(owner)
  if (!inventory) return null
  const product = await owner.products.get(inventory.id)
  await owner.adjustments.create({ product: product.id, kind: 'count', counted: 1, reason: 'race' })

  const finishes = await Promise.all(
    shoppers.map(({ name, client }) => buy(name, client, product.id)),
  )
  const movements = await owner.movements
    .list({ filter: { product: product.id } })
    .toArray({ limit: JOURNAL_MAX })
  return { product, finishes, journal: movements.slice(-JOURNAL_LINES) }
}

/** Some product that is for sale as it stands on the shelf, nothing held back. */
async function pick(owner: Trastienda): Promise<Inventory | null> {
  const active = await owner.products.list({ filter: { status: 'active' }, page: { size: 100 } })
  const inventories = await owner.inventory.list({
    filter: { product: active.items.map(({ id }) => id) },
    page: { size: 100 },
  })
  const fit = inventories.items.filter(
    ({ policy, purchasable, onHand }) => policy === 'deny' && purchasable === onHand && onHand > 1,
  )
  return fit[Math.floor(Math.random() * fit.length)] ?? null
}

async function buy(shopper: string, client: Trastienda, productId: string): Promise<Finish> {
  try {
    const purchase = await client.purchases.create({
      lines: [{ productId, quantity: 1 }],
      customer: shopper,
    })
    return { shopper, purchase, left: null }
  } catch (error) {
    const refusal = refusedLines(error).get(productId)
    if (!refusal) throw error
    return { shopper, purchase: null, left: refusal.left }
  }
}
