// Every page of the shop, for what must hold on all of them.

const UNKNOWN = '00000000-0000-7000-8000-000000000000'

/**
 * What some addresses are about: a product with stock, one without, a purchase, and a basket. There is a second
 * location, with stock on its way to it, a reservation, and a webhook.
 */
export async function subjects({ client }) {
  const [product] = (await client.products.list({ filter: { sku: 'MUG-BAR-30' } })).items
  const [soldOut] = (await client.products.list({ filter: { sku: 'AZA-MAN-1' } })).items
  const purchase = await client.purchases.create({
    lines: [{ productId: product.id, quantity: 1 }],
  })
  const lines = [{ productId: product.id, quantity: 2 }]
  const attic = await client.locations.create({ name: 'Attic', priority: 1 })
  await client.transfers.create({ from: 'main', to: attic.id, lines })
  await client.transfers.create({ from: 'main', to: attic.id, lines, status: 'shipped' })
  await client.reservations.create({ lines, owner: 'basket-7' })
  const webhook = await client.webhooks.create({
    url: 'https://till.example.com/stock',
    description: 'The till in the market',
    active: false,
  })
  await client.webhookDeliveries.create({ webhook: webhook.id, event: 1 })
  const basket = [product, soldOut].map(({ id, price }) => ({ productId: id, quantity: 2, price }))
  return { product, soldOut, purchase, webhook, basket }
}

/** The name of each page, and its address. */
export const PAGES = {
  list: () => '/',
  'list-narrowed': () => '/?q=miel&sort=-price',
  'list-nothing': () => '/?q=nothing-is-called-like-this',
  product: ({ product }) => `/products/${product.id}`,
  'product-sold-out': ({ soldOut }) => `/products/${soldOut.id}`,
  'product-unknown': () => `/products/${UNKNOWN}`,
  basket: () => '/basket',
  receipt: ({ purchase }) => `/purchases/${purchase.id}`,
  owner: () => '/owner',
  'owner-products': () => '/owner/products',
  'owner-product-new': () => '/owner/products/new',
  'owner-product': ({ product }) => `/owner/products/${product.id}`,
  'owner-stock': ({ product }) => `/owner/products/${product.id}/stock`,
  'owner-low': () => '/owner/low',
  'owner-locations': () => '/owner/locations',
  'owner-purchases': () => '/owner/purchases',
  'owner-purchase': ({ purchase }) => `/owner/purchases/${purchase.id}`,
  'owner-reservations': () => '/owner/reservations',
  'owner-events': () => '/owner/events',
  'owner-webhooks': () => '/owner/webhooks',
  'owner-webhook': ({ webhook }) => `/owner/webhooks/${webhook.id}`,
  'owner-files': () => '/owner/files',
  settings: () => '/settings',
  'not-found': () => '/no/such/page',
}

/** Waits until a page shows what it came for. */
export async function settled(page) {
  await page.getByRole('heading', { level: 1 }).or(page.getByRole('alert')).first().waitFor()
  const loading = page.locator(
    'main [aria-busy="true"], main [role="status"][aria-label^="Loading"]',
  )
  await loading.first().waitFor({ state: 'detached' })
}
