/** The README's code, run as it stands there. */
import { execFile } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startServices, type Services } from './services.js'

const folder = fileURLToPath(new URL('..', import.meta.url))
/** Inside the package, so that its own name leads to what was built. */
const program = `${folder}dist/readme.mjs`

let services: Services

beforeAll(async () => {
  services = await startServices()
})

afterAll(async () => {
  rmSync(program, { force: true })
  await services.stop()
})

/** The blocks for node as one program: imports first, each name once. Those for pages are in tests/package. */
function written(readme: string): string {
  const blocks = [...readme.matchAll(/```js\n([^]*?)```/g)].map(([, code = '']) => code)
  const names = new Map<string, Set<string>>()
  const bodies = blocks
    .filter((code) => !/await (init|openShop)\(\)/.test(code))
    .map((code) =>
      code.replace(/^import \{ (.*) \} from '(.*)'\n/gm, (_, list: string, from: string) => {
        const known = names.get(from) ?? new Set()
        list.split(', ').forEach((name) => known.add(name))
        names.set(from, known)
        return ''
      }),
    )
  const imports = [...names].map(
    ([from, list]) => `import { ${[...list].join(', ')} } from '${from}'`,
  )
  const { productUrl, inventoryUrl, apiKey } = services
  const given = `const { productUrl, inventoryUrl, apiKey } = ${JSON.stringify({ productUrl, inventoryUrl, apiKey })}`
  return [...imports, given, ...bodies].join('\n')
}

it('does what it says', async () => {
  writeFileSync(program, written(readFileSync(`${folder}README.md`, 'utf8')))
  const { stdout } = await promisify(execFile)('node', [program], { cwd: folder, timeout: 60_000 })
  expect(stdout).toContain("{ amount: 1700, currency: 'EUR' }")
  expect(stdout).toContain('main 6')
  expect(stdout).toContain('only 9 left')
  expect(stdout).toContain('AbortError')
  expect(stdout).toContain('stock.changed')
  expect(stdout).toContain('1 0\n')
})
