// Builds the page and the program that has it inside, unless TRASTIENDA_BINARY names one that is
// built: `npm run e2e` and `npm run screens` start with this.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

function run(command, words, folder) {
  const cwd = fileURLToPath(new URL(folder, import.meta.url))
  const { status } = spawnSync(command, words, { cwd, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

if (!process.env.TRASTIENDA_BINARY) {
  run('npm', ['run', 'build'], '..')
  run('cargo', ['build', '--package', 'trastienda', '--bin', 'trastienda'], '../..')
}
