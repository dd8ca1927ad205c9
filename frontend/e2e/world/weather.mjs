// A proxy that can make bad weather between two parties that speak HTTP.
import { once } from 'node:events'
import { createServer, request } from 'node:http'

import { freePort } from './process.mjs'

/** How long a slow answer waits. */
const SLOW_MS = 3_000

/**
 * Stands at an address of its own and hands everything to `target`, until told otherwise:
 *
 * - `down()` and `up()`: nobody listens, connections are refused;
 * - `during(rule)`: requests for which `rule.when(request)` holds meet `rule.does`, at most
 *   `rule.times` of them: `slow` (the answer comes after 3 s), `lose-request` (cut before anything
 *   is passed on), `lose-answer` (passed on and done, then cut), or a status (401, 503) with an
 *   error document;
 * - `clear()`: fair weather again.
 */
export class Weather {
  #target
  #server = null
  #rules = []
  #sockets = new Set()
  /** What was passed on and answered, as `METHOD path`. */
  passed = []

  static async before(target) {
    const weather = new Weather()
    weather.#target = new URL(target)
    weather.port = await freePort()
    weather.url = `http://127.0.0.1:${weather.port}`
    await weather.up()
    return weather
  }

  async up() {
    if (this.#server) return
    this.#server = createServer((asked, answer) => void this.#handle(asked, answer))
    this.#server.keepAliveTimeout = 60_000
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
    })
    this.#server.listen(this.port, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  async down() {
    if (!this.#server) return
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.#server = null
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }

  during(rule) {
    this.#rules.push({ times: Infinity, ...rule })
  }

  async clear() {
    this.#rules = []
    this.passed = []
    await this.up()
  }

  async #handle(asked, answer) {
    const rule = this.#rules.find(({ times, when }) => times > 0 && when(asked))
    if (rule) rule.times -= 1
    const does = rule?.does
    if (does === 'lose-request') return asked.socket.destroy()
    if (typeof does === 'number') return refuse(asked, answer, does)
    if (does === 'slow') await new Promise((resolve) => setTimeout(resolve, SLOW_MS))
    this.#pass(asked, answer, does === 'lose-answer')
  }

  #pass(asked, answer, loses) {
    const { hostname, port } = this.#target
    const { method, url, headers } = asked
    const onward = request({ hostname, port, method, path: url, headers }, (upstream) => {
      upstream.once('end', () => this.passed.push(`${method} ${url}`))
      if (loses) {
        upstream.resume().once('end', () => asked.socket.destroy())
        return
      }
      answer.writeHead(upstream.statusCode, upstream.rawHeaders)
      // A feed may have nothing to say for long; its head must not wait for that.
      answer.flushHeaders()
      upstream.pipe(answer)
      upstream.once('error', () => answer.destroy())
    })
    onward.once('error', () => asked.socket.destroy())
    answer.once('close', () => onward.destroy())
    asked.pipe(onward)
  }
}

const CODES = { 401: 'unauthorised', 503: 'overloaded' }

function refuse(asked, answer, status) {
  asked.resume()
  const error = { id: 'weather:1', status: String(status), code: CODES[status], title: 'Weather' }
  const body = JSON.stringify({
    errors: [{ ...error, detail: 'Made by a test.' }],
    meta: { requestId: 'weather' },
  })
  answer.writeHead(status, {
    'Content-Type': 'application/vnd.api+json',
    'Cache-Control': 'no-store',
  })
  answer.end(body)
}
