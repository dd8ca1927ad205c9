// The flows of the page in Chromium. What is said behind `npm run e2e --` goes to vitest: part of a
// file's name, or -t and part of a test's.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import './build.mjs'

const config = fileURLToPath(new URL('vitest.config.mjs', import.meta.url))
const words = ['vitest', 'run', '--config', config, ...process.argv.slice(2)]
process.exit(spawnSync('npx', words, { stdio: 'inherit' }).status ?? 1)
