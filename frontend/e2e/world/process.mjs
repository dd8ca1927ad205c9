// Programs that a test starts, each ended by its own id.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

const START_MS = 30_000
const STOP_MS = 15_000

/** A program that runs until `stop`. */
export class Program {
  #child
  /** The end of what it printed. */
  said = ''

  constructor(command, words, environment) {
    this.#child = spawn(command, words, {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const keep = (bytes) => (this.said = (this.said + bytes).slice(-8_000))
    this.#child.stdout.on('data', keep)
    this.#child.stderr.on('data', keep)
    // Also when the test run itself is broken off.
    process.once('exit', () => this.#child.kill('SIGKILL'))
  }

  /** Waits until `ready` gives true; what it looks at is what the program said. */
  async started(ready) {
    const until = Date.now() + START_MS
    while (!ready()) {
      if (this.#child.exitCode !== null || Date.now() > until) {
        this.#child.kill('SIGKILL')
        throw new Error(`the program did not start; it said:\n${this.said}`)
      }
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  /** Asks it to stop, and kills it if it does not. */
  async stop() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const ended = once(this.#child, 'exit')
    const late = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS)
    this.#child.kill('SIGTERM')
    await ended
    clearTimeout(late)
  }
}

/** A loopback port that is free now. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}
