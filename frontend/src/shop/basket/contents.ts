import type { Money } from '@trastienda/client'
import { computed, ref } from 'vue'

import { preference } from '@/preferences'

/** One line of the basket, with the price as it was when the product was put in. */
export interface BasketLine {
  productId: string
  quantity: number
  price: Money
}

/** The most of one line: more is a typing error. */
export const QUANTITY_MAX = 9_999

const lines = ref<BasketLine[]>(read())

/** What the shopper has put aside. It is kept in this browser and shared by its tabs. */
export const basketLines = computed<readonly BasketLine[]>(() => lines.value)
export const basketCount = computed(() =>
  lines.value.reduce((sum, { quantity }) => sum + quantity, 0),
)

/** Puts more of a product in; the price seen last counts. */
export function putInBasket(line: BasketLine): void {
  const present = lines.value.find(({ productId }) => productId === line.productId)
  const quantity = Math.min(QUANTITY_MAX, (present?.quantity ?? 0) + line.quantity)
  const next = { ...line, quantity }
  keep(present ? lines.value.map((one) => (one === present ? next : one)) : [...lines.value, next])
}

/** Sets how many; none takes the line out. */
export function setQuantity(productId: string, quantity: number): void {
  keep(
    lines.value
      .map((line) => (line.productId === productId ? { ...line, quantity } : line))
      .filter((line) => line.quantity > 0),
  )
}

/** Takes note of a price that changed since the product was put in. */
export function acceptPrice(productId: string, price: Money): void {
  keep(lines.value.map((line) => (line.productId === productId ? { ...line, price } : line)))
}

export function removeFromBasket(productId: string): void {
  keep(lines.value.filter((line) => line.productId !== productId))
}

/** Puts lines back as they were. */
export function restoreBasket(before: readonly BasketLine[]): void {
  keep([...before])
}

export function emptyBasket(): void {
  keep([])
}

function keep(next: BasketLine[]): void {
  lines.value = next
  preference.write('basket', JSON.stringify(next))
}

function read(): BasketLine[] {
  try {
    const kept: unknown = JSON.parse(preference.read('basket') ?? '[]')
    return Array.isArray(kept) ? kept.filter(isLine) : []
  } catch {
    return []
  }
}

/** Storage can hold anything: an older version's lines, or somebody's own. */
function isLine(value: unknown): value is BasketLine {
  const line = value as Partial<BasketLine> | null
  return (
    typeof line?.productId === 'string' &&
    Number.isSafeInteger(line.quantity) &&
    (line.quantity ?? 0) > 0 &&
    typeof line.price?.amount === 'number' &&
    typeof line.price.currency === 'string'
  )
}

window.addEventListener('storage', ({ key }) => {
  if (key === 'trastienda.basket') lines.value = read()
})
