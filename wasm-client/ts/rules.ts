/** The rules of the cores, without a network: the code that the services run. */
import type {
  Fault,
  Inventory,
  NewPurchase,
  NewPurchaseLine,
  Product,
  Quote,
} from '../pkg/client.js'
import { pure } from './module.js'

export { currencies, formatMoney, parseMoney, type Currency } from './money.js'

/**
 * Every fault that the Product service would find in a new product, or with `patch` in a change of one; none
 * when it is fine. Pointers are those of the request: `/data/attributes/price/amount`. Whether a SKU is taken,
 * and what the change leaves of a product, is known to the service alone.
 */
export function validateProduct(draft: unknown, options: { patch?: boolean } = {}): Fault[] {
  const text = JSON.stringify(draft ?? null)
  return pure((module) => module.validateProduct(text, options.patch ?? false))
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
  return pure((module) => module.quote(JSON.stringify(order), seen))
}

/** The state of a list as it stands in a query string: texts, numbers where pages and prices are meant. */
export interface QueryState {
  [name: string]: QueryState | string | number
}

/**
 * The query string of the state of a list, without a `?`: `{ page: { size: 20 }, sort: '-price' }` is
 * `page[size]=20&sort=-price` with the brackets coded. The values of an array are parted by commas; what is
 * null or undefined is left out.
 */
export function buildQuery(query: object): string {
  return pure((module) => module.buildQuery(JSON.stringify(query)))
}

/**
 * The state of a list from a query string, with or without its `?`. It takes back what `buildQuery` gave, and
 * takes what people made of it: what is given twice, or makes no sense beside the rest, is left out.
 */
export function parseQuery<Q extends object = QueryState>(text: string): Q {
  return pure((module) => module.parseQuery(text))
}
