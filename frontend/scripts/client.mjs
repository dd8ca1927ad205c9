// Sees to it that the package @trastienda/client is built: the page cannot run, be checked or be tested without it.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const built = fileURLToPath(new URL('../../wasm-client/pkg', import.meta.url))

if (!existsSync(built)) {
  console.log('Building @trastienda/client first: cargo xtask wasm. This takes some minutes once.')
  const { status } = spawnSync('cargo', ['xtask', 'wasm'], { cwd: root, stdio: 'inherit' })
  if (status !== 0) {
    console.error('Run "cargo xtask wasm" in the repository, then try again.')
    process.exit(1)
  }
}
