// Products made for one test, so that no test minds what another sold.
let made = 0

/** A product with stock; `few` of it, so that the page shows the number. */
export async function goods(shop, { quantity = 5, price = 1_250, ...rest } = {}) {
  made += 1
  const product = await shop.client.products.create({
    sku: `FLOW-${process.pid}-${made}`,
    name: `Flow ${made} of ${process.pid}`,
    price: { amount: price, currency: 'EUR' },
    ...rest,
  })
  if (quantity !== null) {
    await shop.client.inventory.create({ product: product.id, quantity, lowStockAt: 1_000 })
  }
  return product
}

/** What can be sold of it now. */
export async function left(shop, { id }) {
  return (await shop.client.inventory.get(id)).available
}

/** Every purchase that the journal has of it. */
export async function purchasesOf(shop, { id }) {
  return (await shop.client.purchases.list({ filter: { product: id } })).items
}
