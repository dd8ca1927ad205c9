/** The purchases of the stock model's vectors, quoted in the page. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { quote, type Known } from '../ts/node.js'

interface Seen {
  status: 'for-sale' | 'not-for-sale' | 'unknown'
  price?: { amount: number; currency: string }
  version?: number
}

interface Command {
  kind: string
  id?: string
  product?: string
  form?: 'simple'
  lines?: { product: string; quantity: number; location?: string }[]
  seen?: Record<string, Seen>
  [setting: string]: unknown
}

interface Refusal {
  code: string
  pointer: string
  meta: object | null
}

interface Step {
  at: string
  command: Command
  verdict: {
    accepted?: {
      movements: { kind: string }[]
      inventories: ({ product: string } & Record<string, unknown>)[]
      purchase: Record<string, unknown>
    }
    refused?: Refusal[]
  }
}

const folder = new URL('../../stock-core/vectors/', import.meta.url)
const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
const SETTINGS = ['policy', 'backorderLimit', 'safetyStock', 'lowStockAt']

/** The stock as the steps leave it, as a page would know it. */
class Stock {
  readonly #inventories = new Map<string, Record<string, unknown>>()

  follow({ at, command, verdict }: Step): void {
    for (const { product, ...figures } of verdict.accepted?.inventories ?? []) {
      const before = this.#inventories.get(product) ?? {
        policy: 'deny',
        backorderLimit: null,
        safetyStock: 0,
        lowStockAt: null,
      }
      const told = product === command.product ? Object.entries(command) : []
      const settings = Object.fromEntries(told.filter(([name]) => SETTINGS.includes(name)))
      this.#inventories.set(product, {
        ...before,
        ...settings,
        ...figures,
        id: product,
        updatedAt: at,
      })
    }
  }

  known(seen: Record<string, Seen>): Known {
    const products = Object.entries(seen).flatMap(([id, { status, price, version }]) => {
      if (status === 'unknown') return []
      const offer = { price: price ?? { amount: 0, currency: 'EUR' }, version: version ?? 1 }
      return [{ id, status: status === 'for-sale' ? 'active' : 'draft', ...offer }]
    })
    return { products, inventory: [...this.#inventories.values()] } as unknown as Known
  }
}

/** What a quote comes to, told as a vector tells it. */
function verdict({ lines }: Command, known: Known) {
  const quoted = quote(
    {
      lines: lines!.map(({ product, quantity, location }) => ({
        productId: product,
        quantity,
        ...(location !== undefined && { locationId: location }),
      })),
    },
    known,
  )
  if (quoted.verdict === 'refused') {
    return quoted.refusals.map(({ code, source, meta }) => ({ code, source, meta }))
  }
  return { total: quoted.total, lines: quoted.lines }
}

function expected({ accepted, refused }: Step['verdict'], simple: boolean) {
  if (!refused) {
    const { total, lines } = accepted!.purchase as {
      total: unknown
      lines: Record<string, unknown>[]
    }
    return {
      total,
      lines: lines.map(({ product, location, quantity, price, productVersion }) => ({
        productId: product,
        locationId: location,
        quantity,
        price,
        productVersion,
      })),
    }
  }
  // A page writes lines only, so the places of the simple form are those of its one line.
  const places: Record<string, string> = {
    '/attributes/quantity': '/attributes/lines/0/quantity',
    '/relationships/product': '/attributes/lines/0/productId',
  }
  return refused.map(({ code, pointer, meta }) => ({
    code,
    source: { pointer: `/data${simple ? (places[pointer] ?? pointer) : pointer}` },
    meta: meta ?? {},
  }))
}

describe('every purchase of the vectors is quoted as it was decided', () => {
  let quoted = 0
  it.each(names)('%s', (name) => {
    const { steps } = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { steps: Step[] }
    const stock = new Stock()
    for (const [place, step] of steps.entries()) {
      const { command } = step
      // Whether an id is taken is known to the service alone, and so is what reservations hold and when they end.
      const taken = step.verdict.refused?.some(({ code }) => code === 'id-taken') ?? false
      const expired =
        step.verdict.accepted?.movements.some(({ kind }) => kind === 'expire') ?? false
      const reserved = command.reservation !== undefined || expired
      if (command.kind === 'create-purchase' && !taken && !reserved) {
        const came = verdict(command, stock.known(command.seen ?? {}))
        expect(came, `step ${place}`).toEqual(expected(step.verdict, command.form === 'simple'))
        quoted += 1
      }
      stock.follow(step)
    }
  })
  it('are many', () => expect(quoted).toBeGreaterThan(30))
})
