/** A browser with as many tabs as a test wants, and a shop whose feeds it follows. */
import { TrastiendaError } from '../../ts/error.js'
import {
  live,
  type Feeds,
  type Follow,
  type Live,
  type LiveEvent,
  type LiveState,
} from '../../ts/live.js'

type Any = { seq: number }

/** A feed that keeps its events, and the streams that are open on it. */
export class Feed {
  readonly events: Any[] = []
  /** Where each stream that was ever opened began. */
  readonly begun: (number | undefined)[] = []
  open = 0
  /** The refusal of a stream that begins there, if it is refused. */
  refuses: (after: number | undefined) => TrastiendaError | undefined = () => undefined
  #wake: (() => void)[] = []

  emit(seq: number): void {
    this.events.push({ seq })
    this.#wake.splice(0).forEach((wake) => wake())
  }

  readonly follow: Follow<never> = ({ after, signal, onState }) =>
    this.#stream(after, signal, onState)

  async *#stream(
    after: number | undefined,
    signal: AbortSignal,
    onState: (state: 'connecting' | 'open') => void,
  ) {
    this.begun.push(after)
    onState('connecting')
    await turn()
    signal.throwIfAborted()
    const refusal = this.refuses(after)
    if (refusal) throw refusal
    let place =
      after === undefined ? this.events.length : this.events.findIndex(({ seq }) => seq > after)
    if (place < 0) place = this.events.length
    this.open += 1
    onState('open')
    try {
      while (true) {
        const event = this.events[place]
        if (event) {
          place += 1
          yield event as never
        } else {
          await new Promise<void>((resolve, reject) => {
            this.#wake.push(resolve)
            signal.addEventListener('abort', () => reject(signal.reason as Error))
          })
        }
      }
    } finally {
      this.open -= 1
    }
  }
}

export class Browser {
  readonly products = new Feed()
  readonly stock = new Feed()
  readonly #channels = new Set<FakeChannel>()
  readonly #locks = new FakeLocks()

  tab(visibilityState: DocumentVisibilityState = 'visible', shared = true): FakeTab {
    const tabs = {
      locks: this.#locks as unknown as LockManager,
      channel: () => new FakeChannel(this.#channels) as unknown as BroadcastChannel,
    }
    const feeds: Feeds = { products: this.products.follow, stock: this.stock.follow }
    return new FakeTab(feeds, visibilityState, shared ? tabs : undefined)
  }

  /** How many streams are open on each feed. */
  get open(): [products: number, stock: number] {
    return [this.products.open, this.stock.open]
  }
}

export class FakeTab extends EventTarget {
  readonly heard: string[] = []
  readonly states: LiveState[] = []
  readonly #live: Live
  visibilityState: DocumentVisibilityState
  /** Whether the browser lets it run: a frozen tab hears nothing. */
  channel: FakeChannel | undefined

  constructor(
    feeds: Feeds,
    visibilityState: DocumentVisibilityState,
    tabs: { locks: LockManager; channel: () => BroadcastChannel } | undefined,
  ) {
    super()
    this.visibilityState = visibilityState
    const channel = () => {
      const channel = tabs?.channel()
      this.channel = channel as unknown as FakeChannel
      return channel as BroadcastChannel
    }
    const listener = ({ feed, event }: LiveEvent) => {
      this.heard.push(event ? `${feed} ${event.seq}` : `${feed} expired`)
    }
    const options = { onState: (state: LiveState) => this.states.push(state) }
    this.#live = live(feeds, 'shop', listener, options, {
      document: this as unknown as Document,
      ...(tabs && { tabs: { locks: tabs.locks, channel } }),
    })
  }

  get state(): LiveState | undefined {
    return this.states.at(-1)
  }

  show(visibilityState: DocumentVisibilityState): void {
    this.visibilityState = visibilityState
    this.dispatchEvent(new Event('visibilitychange'))
  }

  close(): void {
    this.#live.close()
  }
}

/** Exclusive locks, given in the order asked for. */
class FakeLocks {
  readonly #queues = new Map<string, Promise<unknown>>()

  request(
    name: string,
    { signal }: { signal: AbortSignal },
    run: () => Promise<void>,
  ): Promise<void> {
    const before = this.#queues.get(name) ?? Promise.resolve()
    const given = Promise.race([
      before,
      new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      ),
    ])
    const done = given.then(() => (signal.aborted ? Promise.reject(signal.reason as Error) : run()))
    this.#queues.set(
      name,
      Promise.all([before, done]).catch(() => before),
    )
    return done
  }
}

class FakeChannel extends EventTarget {
  frozen = false

  constructor(readonly all: Set<FakeChannel>) {
    super()
    all.add(this)
  }

  postMessage(message: unknown): void {
    const data: unknown = structuredClone(message)
    for (const other of this.all) {
      if (other === this) continue
      queueMicrotask(() => {
        if (this.all.has(other) && !other.frozen)
          other.dispatchEvent(new MessageEvent('message', { data }))
      })
    }
  }

  close(): void {
    this.all.delete(this)
  }
}

/** Lets everything happen that waits for nothing but its turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}

export async function settled(): Promise<void> {
  for (let round = 0; round < 5; round += 1) await turn()
}

/** A refusal with this code. */
export function refusal(code: 'events-expired' | 'unauthorised', status: number): TrastiendaError {
  const fault = { code, status, title: code, detail: code, source: null, meta: {} }
  return new TrastiendaError({
    status,
    errors: [fault],
    requestId: null,
    retryable: false,
    retryAfterMs: null,
  })
}
