/** The rules of the services, without a network: the code that they run. They need `initRules()`. */
import type {
  Fault,
  Inventory,
  NewPurchase,
  NewPurchaseLine,
  Product,
  Quote,
} from '../pkg/client.js'
import { rules } from './wasm.js'

/**
 * Every fault that the Product service would find in a new product, or with `patch` in a change of one; none
 * when it is fine. Pointers are those of the request: `/data/attributes/price/amount`. Whether a SKU is taken,
 * and what the change leaves of a product, is known to the service alone.
 */
export function validateProduct(draft: unknown, options: { patch?: boolean } = {}): Fault[] {
  const text = JSON.stringify(draft ?? null)
  return rules.read((module) => module.validateProduct(text, options.patch ?? false))
}

/** What a page knows of products and stock; what is not in it counts as not there. */
export interface Known {
  products: Pick<Product, 'id' | 'status' | 'price' | 'version'>[]
  inventory: Inventory[]
}

/**
 * The verdict that a purchase would have, were products and stock as they are known here: what
 * `client.quotes.create` gives, but for the id. An order that is none throws the faults that it would be
 * answered with.
 */
export function quote(order: NewPurchase, known: Known): Quote {
  // Only what the order names crosses over: a page may know much more.
  const lines: unknown = order.lines
  const named = new Set(
    Array.isArray(lines) ? lines.map((line: NewPurchaseLine) => line?.productId) : [],
  )
  const products = known.products
    .filter(({ id }) => named.has(id))
    .map(({ id, status, price, version }) => ({ id, status, price, version }))
  const inventory = known.inventory.filter(({ id }) => named.has(id))
  const seen = JSON.stringify({ products, inventory })
  return rules.read((module) => module.quote(JSON.stringify(order), seen))
}
