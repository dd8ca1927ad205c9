import type {
  Inventory,
  Level,
  List,
  Location,
  Page,
  Product,
  Purchase,
  Reservation,
  Transfer,
} from '@trastienda/client'

export function product(over: Partial<Product> = {}): Product {
  return {
    id: '0193a5c2-8d1e-7c3a-9b52-4e6f7a8b9c0d',
    sku: 'MIE-ROM-500',
    name: 'Miel de romero',
    description: 'Cruda, sin filtrar.',
    price: { amount: 890, currency: 'EUR' },
    status: 'active',
    tags: ['miel'],
    category: 'despensa/dulces',
    group: null,
    options: {},
    images: [],
    metadata: {},
    version: 1,
    createdAt: '2026-03-01T09:00:00.000Z',
    updatedAt: '2026-03-01T09:00:00.000Z',
    ...over,
  }
}

export function inventory(over: Partial<Inventory> = {}): Inventory {
  const id = over.id ?? '0193a5c2-8d1e-7c3a-9b52-4e6f7a8b9c0d'
  return {
    id,
    product: id,
    onHand: 40,
    reserved: 0,
    committed: 0,
    unavailable: 0,
    incoming: 0,
    available: 40,
    purchasable: 40,
    state: 'in-stock',
    policy: 'deny',
    backorderLimit: null,
    safetyStock: 0,
    lowStockAt: 5,
    version: 1,
    updatedAt: '2026-03-01T09:00:00.000Z',
    ...over,
  }
}

export function purchase(over: Partial<Purchase> = {}): Purchase {
  return {
    id: '0193f0c4-6a53-7d5e-9c1b-3f7f0a6f4c11',
    lines: [
      {
        productId: product().id,
        quantity: 2,
        locationId: 'main',
        price: { amount: 890, currency: 'EUR' },
        productVersion: 1,
        returned: 0,
      },
    ],
    total: { amount: 1780, currency: 'EUR' },
    fulfilment: 'now',
    status: 'completed',
    reservation: null,
    reservationStatus: null,
    at: '2026-03-01T09:00:00.000Z',
    actor: 'shop',
    version: 3,
    reference: null,
    customer: null,
    ...over,
  }
}

export function page<Item>(items: Item[], over: Partial<Page<Item>> = {}): Page<Item> {
  return {
    items,
    total: items.length,
    number: 1,
    size: 20,
    pages: items.length > 0 ? 1 : 0,
    links: { self: null, first: null, prev: null, next: null, last: null },
    ...over,
  }
}

/** The shop and its attic, in the order in which it is sold from them. */
export const SHOP: Location = { id: 'main', name: 'Shop', priority: 0, active: true, version: 1 }
export const ATTIC: Location = {
  id: '0194a1b0-0000-7000-8000-000000000001',
  name: 'Attic',
  priority: 1,
  active: true,
  version: 1,
}

export function level(location: Location, over: Partial<Level> = {}): Level {
  const product = over.product ?? '0193a5c2-8d1e-7c3a-9b52-4e6f7a8b9c0d'
  return {
    id: `${product}.${location.id}`,
    product,
    location: location.id,
    onHand: 8,
    reserved: 0,
    committed: 0,
    unavailable: 0,
    incoming: 0,
    inTransit: 0,
    available: 8,
    version: 1,
    updatedAt: '2026-03-01T09:00:00.000Z',
    ...over,
  }
}

export function transfer(over: Partial<Transfer> = {}): Transfer {
  return {
    id: '0194a1b0-0000-7000-8000-0000000000aa',
    from: SHOP.id,
    to: ATTIC.id,
    lines: [{ productId: product().id, quantity: 3 }],
    status: 'shipped',
    expectedAt: null,
    reason: null,
    reference: null,
    at: '2026-03-01T09:00:00.000Z',
    actor: 'shop',
    version: 4,
    ...over,
  }
}

export function reservation(over: Partial<Reservation> = {}): Reservation {
  return {
    id: '0194a1b0-0000-7000-8000-0000000000bb',
    lines: [{ productId: product().id, quantity: 2, locationId: SHOP.id, held: 2, bought: 0 }],
    expiresAt: '2026-03-01T09:15:00.000Z',
    maxUntil: '2026-03-01T10:00:00.000Z',
    owner: 'basket-7',
    status: 'active',
    at: '2026-03-01T09:00:00.000Z',
    actor: 'shop',
    version: 5,
    ...over,
  }
}

/** A list as the client gives it: awaited, or walked. */
export function listed<Item>(items: Item[]): List<Item> {
  async function* walk() {
    yield* items
  }
  async function* pages() {
    yield page(items)
  }
  return {
    pages,
    [Symbol.asyncIterator]: walk,
    then: (fulfilled, rejected) => Promise.resolve(page(items)).then(fulfilled, rejected),
    toArray: ({ limit }) => Promise.resolve(items.slice(0, limit)),
  }
}
