/**
 * What happens in the shop, as it happens, with one stream a browser for each feed.
 *
 * Tabs with the same name elect a leader: whoever holds the lock. It follows the feeds and tells the others. Each
 * tab remembers the last event of each feed, so the next leader goes on behind it. A hidden tab leaves the
 * election; with no tab visible there is no stream.
 */
import { Leader, type Feeds } from './live/leader.js'
import type { Last, LiveEvent, LiveState, Message, Told } from './live/messages.js'

export type { Feeds, Follow } from './live/leader.js'
export type { LiveEvent, LiveState } from './live/messages.js'

export interface LiveOptions {
  /** Hears whether events come: `connecting`, `open`, `waiting` until it is tried again, `paused` while hidden. */
  onState?: (state: LiveState) => void
}

/** What is followed until it is closed. */
export interface Live {
  close(): void
}

/** What a tab needs of its browser. */
export interface Surroundings {
  /** Elects the leader and joins the tabs; none where a tab is on its own. */
  tabs?: { locks: Pick<LockManager, 'request'>; channel: (name: string) => BroadcastChannel }
  /** Tells whether the tab can be seen; none where there is nothing to see, as in a worker. */
  document?: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>
}

/** The browser that this code runs in, as far as it has what is needed. */
export function surroundings(): Surroundings {
  const found: Surroundings = {}
  if (typeof document === 'undefined') return found
  found.document = document
  // Locks are there in secure contexts only.
  const locks = (navigator as Partial<Navigator>).locks
  if (locks && typeof BroadcastChannel !== 'undefined') {
    found.tabs = { locks, channel: (name) => new BroadcastChannel(name) }
  }
  return found
}

/**
 * Follows both feeds. Tabs that give the same `name` share their streams; without a name a tab has its own.
 *
 * The listener is called after the current task. An event with `expired` says that some were missed: what they
 * changed has to be loaded again.
 */
export function live(
  feeds: Feeds,
  name: string | undefined,
  listener: (event: LiveEvent) => void,
  options: LiveOptions = {},
  { tabs, document }: Surroundings = surroundings(),
): Live {
  const tab = new Tab(feeds, listener, options, name === undefined ? undefined : tabs, name ?? '')
  const look = () => {
    if (document?.visibilityState === 'hidden') tab.leave()
    else tab.join()
  }
  document?.addEventListener('visibilitychange', look)
  look()
  return {
    close() {
      document?.removeEventListener('visibilitychange', look)
      tab.close()
    },
  }
}

class Tab {
  readonly #feeds: Feeds
  readonly #listener: (event: LiveEvent) => void
  readonly #options: LiveOptions
  readonly #locks: Pick<LockManager, 'request'> | undefined
  readonly #channel: BroadcastChannel | undefined
  readonly #name: string
  readonly #last: Last = {}
  #state: LiveState | undefined
  /** Whether this tab slept, or left it to others to hear: something may have happened since it began. */
  #late = false
  #joined: AbortController | undefined
  #leader: Leader | undefined
  #closed = false

  constructor(
    feeds: Feeds,
    listener: (event: LiveEvent) => void,
    options: LiveOptions,
    tabs: Surroundings['tabs'],
    name: string,
  ) {
    this.#feeds = feeds
    this.#listener = listener
    this.#options = options
    this.#name = name
    this.#locks = tabs?.locks
    this.#channel = tabs?.channel(name)
    this.#channel?.addEventListener('message', ({ data }: MessageEvent<Message>) =>
      this.#hear(data),
    )
  }

  /** Takes part in the election. */
  join(): void {
    if (this.#joined) return
    const { signal } = (this.#joined = new AbortController())
    this.#enter('connecting')
    this.#say({ kind: 'hello' })
    if (!this.#locks) {
      void this.#lead(signal)
      return
    }
    this.#locks
      .request(this.#name, { signal }, () => this.#lead(signal))
      .catch(() => {
        // Given up while waiting; or there are no locks after all, as in a sandboxed frame.
        if (!signal.aborted) void this.#lead(signal)
      })
  }

  /** Gives the lead up, or the wait for it. What others tell is still heard. */
  leave(): void {
    this.#joined?.abort()
    this.#joined = undefined
    this.#late = true
    this.#enter('paused')
  }

  close(): void {
    this.#closed = true
    this.#joined?.abort()
    this.#channel?.close()
  }

  async #lead(signal: AbortSignal): Promise<void> {
    const tell = (told: Told) => {
      this.#take(told)
      this.#say(told)
    }
    this.#leader = new Leader(this.#feeds, this.#last, this.#late, tell)
    await this.#leader.run(signal)
    this.#leader = undefined
  }

  #hear(message: Message): void {
    if (message.kind === 'hello') {
      if (this.#leader) this.#say({ kind: 'here', state: this.#leader.state, last: this.#last })
      return
    }
    if (message.kind === 'here') {
      this.#catchUp(message.last)
      this.#take({ kind: 'state', state: message.state })
    } else {
      this.#take(message)
    }
    this.#late = true
  }

  /** The leader has come that far; what was told while this tab slept is lost. */
  #catchUp(last: Last): void {
    for (const feed of ['products', 'stock'] as const) {
      const [own, theirs] = [this.#last[feed], last[feed]]
      if (theirs === undefined) continue
      // A tab that knows no event and has just begun starts where the leader is.
      if (own === undefined ? this.#late : own < theirs)
        this.#tell({ feed, event: null, expired: true })
      this.#last[feed] = theirs
    }
  }

  #take(told: Told): void {
    if (told.kind === 'state') {
      // Nobody sees a hidden tab; it hears of the state again when it joins.
      if (this.#joined) this.#enter(told.state)
      return
    }
    const { feed, event } = told.event
    const seen = this.#last[feed]
    // Streams that are opened again may overlap.
    if (event && seen !== undefined && event.seq <= seen) return
    if (event) this.#last[feed] = event.seq
    else delete this.#last[feed]
    this.#tell(told.event)
  }

  #tell(event: LiveEvent): void {
    queueMicrotask(() => {
      if (!this.#closed) this.#listener(event)
    })
  }

  #enter(state: LiveState): void {
    if (this.#closed || state === this.#state) return
    this.#state = state
    this.#options.onState?.(state)
  }

  #say(message: Message): void {
    if (!this.#closed) this.#channel?.postMessage(message)
  }
}
