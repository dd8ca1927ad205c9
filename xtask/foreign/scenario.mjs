// The life of a product as every client must be able to live it. A client is
// five functions that call its library and give back plain attributes.
import assert from 'node:assert/strict'

const draft = {
  sku: 'FOREIGN-1',
  name: 'Café de olla, 500 g',
  price: { amount: 12990, currency: 'MXN' },
  tags: ['café', 'orgánico'],
  category: 'despensa/café',
  metadata: { origin: 'Chiapas' },
}

export const url = process.env.CATALOG_URL
export const key = process.env.INTERNAL_API_KEY

export async function liveThrough(name, client) {
  try {
    await live(client)
    console.log(`${name} lists, creates, reads, updates and deletes products`)
  } catch (error) {
    // The libraries' own errors carry the whole socket; this is what matters.
    console.error(`${name}: ${error.stack}`, JSON.stringify(error.errors ?? error))
    process.exitCode = 1
  }
}

async function live(client) {
  const created = await client.create(draft)
  assert.match(created.id, /^[0-9a-f-]{36}$/)
  assertHolds(created, { ...draft, status: 'active' })

  const [listed, ...others] = await client.list({ sku: draft.sku })
  assert.equal(others.length, 0)
  assert.equal(listed.id, created.id)
  assertHolds(listed, draft)

  const changes = { name: 'Café de olla, 1 kg', price: { amount: 23990, currency: 'MXN' } }
  const updated = await client.update(created.id, changes)
  assert.equal(updated.id, created.id)
  assertHolds(updated, { ...draft, ...changes })
  assert.ok(updated.version > created.version)
  assertHolds(await client.get(created.id), { ...draft, ...changes })

  await assert.rejects(client.create(draft), client.refusal('sku-taken', 'SKU is taken'))

  await client.remove(created.id)
  await assert.rejects(client.get(created.id), client.refusal('not-found', 'Not found'))
  assert.deepEqual(await client.list({ sku: draft.sku }), [])
}

function assertHolds(resource, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    assert.deepEqual(resource[name], value, name)
  }
}
