import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

/** What came to the server. */
export interface Seen {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: string
}

/** Answers one request, or leaves it without an answer. */
export type Answer = (response: ServerResponse, seen: Seen) => void

/** A server that answers as it is told, in turn; the last answer is given again and again. */
export class Scripted {
  readonly seen: Seen[] = []
  url = ''
  #answers: Answer[] = []
  readonly #server: Server = createServer((request, response) => {
    void this.#serve(request, response)
  })

  static async start(): Promise<Scripted> {
    const scripted = new Scripted()
    await new Promise<void>((resolve) => scripted.#server.listen(0, '127.0.0.1', resolve))
    const address = scripted.#server.address()
    if (typeof address === 'object' && address) scripted.url = `http://127.0.0.1:${address.port}`
    return scripted
  }

  /** Forgets what was, and answers so from now on. */
  play(...answers: Answer[]): void {
    this.seen.length = 0
    this.#answers = answers
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const { method = '', url = '', headers } = request
    const seen = { method, url, headers, body }
    this.seen.push(seen)
    const answer = this.#answers.length > 1 ? this.#answers.shift() : this.#answers[0]
    answer?.(response, seen)
  }
}

/** An answer with a document. */
export function document(
  status: number,
  body: object,
  headers: Record<string, string> = {},
): Answer {
  return (response) => {
    response.writeHead(status, { 'Content-Type': 'application/vnd.api+json', ...headers })
    response.end(JSON.stringify(body))
  }
}

/** An answer with a product. */
export const product = document(200, {
  data: { type: 'products', id: 'p-1', attributes: { sku: 'A', version: 3 } },
})

/** A refusal. */
export function refusal(
  status: number,
  code: string,
  headers: Record<string, string> = {},
): Answer {
  const error = { status: String(status), code, title: code, detail: `It is ${code}.` }
  return document(status, { errors: [error] }, { 'X-Request-Id': 'r-7', ...headers })
}

/** No answer at all, the connection stays open. */
export const silence: Answer = () => undefined

/** The connection ends without an answer. */
export const cut: Answer = (response) => response.destroy()

/** The connection ends within the answer. */
export const cutWithin: Answer = (response) => {
  response.writeHead(200, { 'Content-Length': '1000' })
  response.write('{"data":', () => response.destroy())
}

/** An event stream: these frames, and then it goes on, or ends. */
export function events(frames: string[], end = false): Answer {
  return (response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    response.write(`: open\n\n${frames.join('')}`)
    if (end) response.end()
  }
}

/** A frame of the stock feed. */
export function stockFrame(seq: number): string {
  const data = {
    type: 'stock-events',
    id: String(seq),
    attributes: { seq, kind: 'stock.changed', at: '2026-01-01T00:00:00.000Z' },
    relationships: { product: { data: { type: 'products', id: 'p-1' } } },
  }
  return `id: ${seq}\nevent: stock.changed\ndata: ${JSON.stringify(data)}\n\n`
}
