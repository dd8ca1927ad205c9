/** The tab that follows the feeds for all. */
import type { ProductEvent, StockEvent } from '../../pkg/client.js'
import { TrastiendaError } from '../error.js'
import type { FeedName, Last, LiveEvent, LiveState, Told } from './messages.js'

/** For so long a feed is left alone that cannot be followed, such as one that is not for this key. */
const REFUSED_WAIT_MS = 30_000

type StreamState = 'connecting' | 'open' | 'waiting'

/** Follows a feed behind an event, or from now on, and opens it again whenever it ends. */
export type Follow<E> = (options: {
  after?: number
  signal: AbortSignal
  onState: (state: StreamState) => void
}) => AsyncIterable<E>

export interface Feeds {
  products: Follow<ProductEvent>
  stock: Follow<StockEvent>
}

export class Leader {
  readonly #feeds: Feeds
  readonly #last: Last
  readonly #tell: (told: Told) => void
  readonly #states: Record<FeedName, StreamState> = { products: 'connecting', stock: 'connecting' }
  /** Feeds of which events were missed, for nobody knows behind which one to go on. */
  readonly #missed: Set<FeedName>
  state: LiveState = 'connecting'

  /** `missed`: whether something may have happened that was not told yet. */
  constructor(feeds: Feeds, last: Last, missed: boolean, tell: (told: Told) => void) {
    this.#feeds = feeds
    this.#last = last
    this.#tell = tell
    const names: FeedName[] = ['products', 'stock']
    this.#missed = new Set(missed ? names.filter((name) => last[name] === undefined) : [])
  }

  /** Follows both feeds until it is told to stop. */
  async run(signal: AbortSignal): Promise<void> {
    this.#tell({ kind: 'state', state: this.state })
    await Promise.all([this.#follow('products', signal), this.#follow('stock', signal)])
  }

  async #follow(feed: FeedName, signal: AbortSignal): Promise<void> {
    const onState = (state: StreamState) => {
      if (!signal.aborted) this.#enter(feed, state)
    }
    while (!signal.aborted) {
      const after = this.#last[feed]
      try {
        const events = this.#feeds[feed]({ ...(after !== undefined && { after }), signal, onState })
        for await (const event of events) {
          if (signal.aborted) return
          this.#tell({ kind: 'event', event: { feed, event } as LiveEvent })
        }
      } catch (error) {
        if (signal.aborted) return
        const expired = error instanceof TrastiendaError && error.code === 'events-expired'
        if (expired && after !== undefined) {
          this.#lost(feed)
          continue
        }
      }
      onState('waiting')
      await pause(REFUSED_WAIT_MS, signal)
    }
  }

  #lost(feed: FeedName): void {
    this.#tell({ kind: 'event', event: { feed, event: null, expired: true } })
  }

  #enter(feed: FeedName, state: StreamState): void {
    this.#states[feed] = state
    if (state === 'open' && this.#missed.delete(feed)) this.#lost(feed)
    const { products, stock } = this.#states
    const both = (['waiting', 'connecting', 'open'] as const).find(
      (worst) => worst === products || worst === stock,
    )
    if (both && both !== this.state) {
      this.state = both
      this.#tell({ kind: 'state', state: both })
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}
