/** Quotes of the module beside quotes of the native library: ten thousand at random, the same every time. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { quote, TrastiendaError, type Fault, type Known, type Quote } from '../ts/node.js'

type Line =
  { known: Known } | { order: Parameters<typeof quote>[0]; quote?: Quote; errors?: Fault[] }

const SEED = 1
const COUNT = 10_000
/** The native program may have to be compiled first. */
const TIMEOUT_MS = 600_000

async function native(): Promise<Line[]> {
  const program = [
    'run',
    '--quiet',
    '--locked',
    '--package',
    'wasm-rules',
    '--example',
    'quotes',
    '--',
  ]
  const { stdout } = await promisify(execFile)('cargo', [...program, String(SEED), String(COUNT)], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    maxBuffer: 64 * 1024 * 1024,
  })
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
}

function came(
  order: Parameters<typeof quote>[0],
  known: Known,
): { quote: Quote } | { errors: Fault[] } {
  try {
    return { quote: quote(order, known) }
  } catch (error) {
    if (error instanceof TrastiendaError) return { errors: error.errors }
    throw error
  }
}

it(
  'the module quotes what the native library quotes',
  async () => {
    let known: Known = { products: [], inventory: [] }
    const verdicts = { accepted: 0, refused: 0, none: 0 }
    for (const line of await native()) {
      if ('known' in line) {
        known = line.known
        continue
      }
      const { order, ...expected } = line
      expect(came(order, known), JSON.stringify(order)).toEqual(expected)
      verdicts[expected.quote?.verdict ?? 'none'] += 1
    }
    expect(verdicts.accepted + verdicts.refused + verdicts.none).toBe(COUNT)
    expect(Math.min(verdicts.accepted, verdicts.refused, verdicts.none)).toBeGreaterThan(500)
  },
  TIMEOUT_MS,
)
