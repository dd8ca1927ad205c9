/**
 * The packed package as others get it: in node, in a fresh Vite project, and in a plain page.
 *
 * Needs what `npm run build` and `cargo xtask wasm` made, and Debian's Chromium. No network is used.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inChromium } from './chromium.mjs'
import { serve } from './serve.mjs'

const TIME_LIMIT_MS = 180_000
const CHECK = 'Taza azul'
/** What a page shows of a shop on a server and of one in itself. */
const SHOW = `
const price = { amount: 850, currency: 'EUR' }
const made = await demo.products.create({ sku: 'DEMO-1', name: 'Vaso', price })
const page = await shop.products.list()
await initRules()
const faults = validateProduct({ name: '' }, { patch: true })
document.body.textContent = [page.items[0].name, made.sku, faults[0].code].join(' ')
`

const root = fileURLToPath(new URL('../..', import.meta.url))
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'trastienda-client-'))
const limit = setTimeout(() => {
  console.error(`It took longer than ${TIME_LIMIT_MS / 1000} seconds.`)
  process.exit(1)
}, TIME_LIMIT_MS)

try {
  const tarball = pack()
  await step('node', () => inNode(tarball))
  await step('Vite', () => inVite(tarball))
  await step('a plain page', () => inPlainPage(tarball))
} finally {
  clearTimeout(limit)
  rmSync(folder, { recursive: true, force: true })
}

async function step(name, run) {
  const began = performance.now()
  await run()
  console.log(`${name}: ${((performance.now() - began) / 1000).toFixed(1)} s`)
}

function pack() {
  const written = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: root,
  })
  const [{ filename, size }] = JSON.parse(written)
  console.log(`${filename}: ${size} bytes`)
  return join(folder, filename)
}

/** A project that has installed the tarball. */
function project(name, tarball, files) {
  const path = join(folder, name)
  const all = { 'package.json': JSON.stringify({ name, private: true, type: 'module' }), ...files }
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(dirname(join(path, file)), { recursive: true })
    writeFileSync(join(path, file), text)
  }
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], {
    cwd: path,
    stdio: 'pipe',
  })
  return path
}

function inNode(tarball) {
  const code = `
    import { currencies, Trastienda, validateProduct } from '@trastienda/client'
    import { readFileSync } from 'node:fs'
    import { fileURLToPath } from 'node:url'
    const data = { type: 'products', id: 'p-1', attributes: { name: '${CHECK}' } }
    const fetch = async () => new Response(JSON.stringify({ data }))
    const product = await new Trastienda({ productUrl: 'http://shop.test', fetch }).products.get('p-1')
    const modules = ['client', 'rules', 'shop'].map((name) =>
      readFileSync(fileURLToPath(import.meta.resolve('@trastienda/client/' + name + '.wasm'))),
    )
    const long = modules.every((module) => module.length > 1000)
    console.log(product.name, currencies().length > 100, validateProduct({}).length > 0, long)
  `
  const path = project('in-node', tarball, { 'index.js': code })
  const said = execFileSync('node', ['index.js'], { cwd: path, encoding: 'utf8' })
  expect(said.trim(), `${CHECK} true true true`)
}

async function inVite(tarball) {
  const start = block('js', 'await init()')
  const demo = block('js', 'await openShop()')
  const path = project('in-vite', tarball, {
    'index.html':
      '<!doctype html><title>Vite</title><script type="module" src="/main.js"></script>',
    'main.js': `import { initRules, validateProduct } from '@trastienda/client'\n${start}\n${demo}\n${SHOW}`,
  })
  const { build } = await import('vite')
  await build({ root: path, logLevel: 'warn', build: { target: 'es2022' } })
  const server = await serve(join(path, 'dist'), {
    headers: {
      'Content-Security-Policy': "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'",
    },
  })
  try {
    expect(await inChromium(server.url), `${CHECK} DEMO-1 attribute-invalid`)
  } finally {
    server.close()
  }
}

async function inPlainPage(tarball) {
  const path = project('in-page', tarball, {
    'index.html': `<!doctype html>\n<title>Plain</title>\n${block('html', 'init')}`,
  })
  const server = await serve(path)
  try {
    expect(await inChromium(server.url), CHECK)
  } finally {
    server.close()
  }
}

/** The README's block in a language that says something. */
function block(language, something) {
  const blocks = [...readme.matchAll(new RegExp('```' + language + '\\n([^]*?)```', 'g'))].map(
    ([, code]) => code,
  )
  const found = blocks.find((code) => code.includes(something))
  if (!found) throw new Error(`The README has no ${language} block with ${something}.`)
  return found
}

function expect(found, wanted) {
  if (found !== wanted)
    throw new Error(`It says ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}.`)
}
