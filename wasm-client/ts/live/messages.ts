/** What tabs tell each other. */
import type { ProductEvent, StockEvent } from '../../pkg/client.js'

/** Something that happened, or that some of it was missed: then the lists have to be loaded again. */
export type LiveEvent =
  | { feed: 'products'; event: ProductEvent; expired?: undefined }
  | { feed: 'stock'; event: StockEvent; expired?: undefined }
  | { feed: FeedName; event: null; expired: true }

export type LiveState = 'connecting' | 'open' | 'waiting' | 'paused'

export type FeedName = 'products' | 'stock'

/** The `seq` of the last event of each feed. */
export type Last = { [name in FeedName]?: number }

/** What the leader tells. */
export type Told = { kind: 'state'; state: LiveState } | { kind: 'event'; event: LiveEvent }

/** A tab that joins says `hello`; the leader answers how far it has come. */
export type Message = Told | { kind: 'hello' } | { kind: 'here'; state: LiveState; last: Last }
