// Sees to it that the package @trastienda/client is built: the page cannot run, be checked or be tested without it.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const client = fileURLToPath(new URL('../../wasm-client', import.meta.url))

const MODULES = ['pkg/client_bg.wasm', 'pkg/rules/rules_bg.wasm', 'pkg/shop/shop_bg.wasm']
if (!MODULES.every((file) => existsSync(`${client}/${file}`))) {
  console.log(
    'Building the WebAssembly modules of @trastienda/client. This takes some minutes once.',
  )
  run('cargo', ['xtask', 'wasm'], root, 'cargo xtask wasm')
}
if (changedAt(`${client}/ts`) > changedAt(`${client}/dist`)) {
  console.log('Building the TypeScript of @trastienda/client.')
  const command = 'npm ci && npm run build (in wasm-client)'
  if (!existsSync(`${client}/node_modules`)) run('npm', ['ci'], client, command)
  run('npm', ['run', 'build'], client, command)
}

/** When something in the folder changed last; 0 where there is no such folder. */
function changedAt(folder) {
  if (!existsSync(folder)) return 0
  const files = readdirSync(folder, { recursive: true }).map((file) =>
    statSync(`${folder}/${file}`),
  )
  return Math.max(...files.map(({ mtimeMs }) => mtimeMs))
}

function run(program, args, cwd, byHand) {
  const { status } = spawnSync(program, args, { cwd, stdio: 'inherit' })
  if (status === 0) return
  console.error(`That failed. Run "${byHand}" by hand to see why, then try again.`)
  process.exit(1)
}
