import { call, type Caller } from './call.js'
import { argumentInvalid, thrownError } from './error.js'
import { buildQuery } from './query.js'

/** How a feed does: it is being opened, it is open, or it waits before it is opened again. */
export type FeedState = 'connecting' | 'open' | 'waiting'

/** Where a feed is followed from, and what of it. */
export interface FollowOptions<Filter> {
  /** The `seq` behind which it begins: 0 is from the first event that is kept; left out is from now on. */
  after?: number | undefined
  filter?: Filter | undefined
  /** Ends it: the walk rejects with the signal's own reason. */
  signal?: AbortSignal | undefined
  onState?: ((state: FeedState) => void) | undefined
}

/**
 * Follows a feed, for ever: whatever cuts it, it goes on behind the last event that came. It ends with an error
 * that asking again cannot mend, such as `events-expired`: then load lists again, and follow from now on.
 */
export async function* follow<Event, Filter extends object>(
  caller: Caller,
  kind: string,
  options: FollowOptions<Filter>,
): AsyncGenerator<Event, void, undefined> {
  const { after, signal, onState } = options
  if (after !== undefined && !(Number.isSafeInteger(after) && after >= 0)) {
    throw argumentInvalid(`after is ${String(after)}; it must be a whole number from 0.`)
  }
  const following = begin()
  try {
    for (;;) {
      const text = await call(caller, { signal }, (settings) => following.next(settings))
      yield JSON.parse(text) as Event
    }
  } finally {
    following.free()
  }

  function begin() {
    try {
      const query = buildQuery({ filter: options.filter })
      return caller.connection.follow(kind, after, query, onState)
    } catch (thrown) {
      throw thrownError(thrown)
    }
  }
}
