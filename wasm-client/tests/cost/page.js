/** Measures in a page, one round of each way after the other, so that a busy machine slows all alike. */
import { init, Trastienda } from '/dist/index.js'

const ROUNDS = Number(new URLSearchParams(location.search).get('rounds'))
const WARM_UP = 50
const QUERY = { page: { size: 20 } }
const ADDRESS = '/api/v1/products?page%5Bsize%5D=20'

await init()
const bytes = await (await fetch(ADDRESS)).arrayBuffer()
const atOnce = () => Promise.resolve(new Response(bytes))
const overHttp = new Trastienda()
const ofMemory = new Trastienda({ fetch: atOnce })

const ways = {
  plain: async () => JSON.parse(await (await fetch(ADDRESS)).text()).data,
  client: async () => (await overHttp.products.list(QUERY)).items,
  plainOfMemory: async () => JSON.parse(await (await atOnce()).text()).data,
  clientOfMemory: async () => (await ofMemory.products.list(QUERY)).items,
}

const times = Object.fromEntries(Object.keys(ways).map((name) => [name, []]))
for (let round = -WARM_UP; round < ROUNDS; round += 1) {
  for (const [name, run] of Object.entries(ways)) {
    const began = performance.now()
    const items = await run()
    if (round >= 0) times[name].push(performance.now() - began)
    if (items.length !== 20) throw new Error(`${name}: ${items.length} products.`)
  }
}
document.body.textContent = JSON.stringify(times)
