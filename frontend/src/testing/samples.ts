import type { Inventory, Page, Product, Purchase } from '@trastienda/client'

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
