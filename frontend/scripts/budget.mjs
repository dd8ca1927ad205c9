// Holds the first visit to its budget: everything the list page loads before its first rows, as gzip.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const FIRST_LOAD_BYTES_MAX = 215_000
const WASM_BYTES_MAX = 98_000

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))
const html = readFileSync(join(dist, 'index.html'), 'utf8')

/** What the page names as its own, with all that this imports, and the words of a language. */
const named = new Set([...html.matchAll(/(?:src|href)="\/([^"]+)"/g)].map(([, file]) => file))
const FIRST = Object.keys(manifest).filter((key) => named.has(manifest[key].file))

const files = new Set(['index.html', ...named])
const seen = new Set()
function take(key) {
  if (seen.has(key)) return
  seen.add(key)
  const chunk = manifest[key]
  if (!chunk) throw new Error(`the build has no ${key}`)
  for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file)
  for (const next of chunk.imports ?? []) take(next)
}
FIRST.concat('src/locales/es/first.ts').forEach(take)

const sizes = [...files]
  .filter((file) => statSync(join(dist, file), { throwIfNoEntry: false })?.isFile())
  .map((file) => [file, gzipSync(readFileSync(join(dist, file)), { level: 9 }).length])
  .sort((a, b) => b[1] - a[1])
const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0)
const wasm = sizes.filter(([file]) => file.endsWith('.wasm')).reduce((sum, [, b]) => sum + b, 0)

for (const [file, bytes] of sizes) console.log(`${bytes.toLocaleString('en').padStart(9)}  ${file}`)
console.log(
  `${total.toLocaleString('en').padStart(9)}  first load (at most ${FIRST_LOAD_BYTES_MAX.toLocaleString('en')})`,
)
console.log(
  `${wasm.toLocaleString('en').padStart(9)}  of it WASM (at most ${WASM_BYTES_MAX.toLocaleString('en')})`,
)
if (wasm === 0)
  throw new Error('no WASM module in the first load: the check looks at the wrong files')
if (!readdirSync(dist).includes('index.html')) throw new Error('build first')
if (total > FIRST_LOAD_BYTES_MAX || wasm > WASM_BYTES_MAX) process.exit(1)
