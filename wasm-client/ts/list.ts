import type { Page } from '../pkg/client.js'
import { call, parsed, type Caller } from './call.js'
import { argumentInvalid } from './error.js'
import { core } from './wasm.js'
import type { CallOptions } from './options.js'
import { buildQuery } from './query.js'

/** A list: `await` gives the page that was asked for, `for await` walks over all items from there on. */
export interface List<T> extends PromiseLike<Page<T>>, AsyncIterable<T> {
  /** Walks page by page. */
  pages(): AsyncIterable<Page<T>>
  /** The items, at most `limit` of them. */
  toArray(options: { limit: number }): Promise<T[]>
}

/** The pages of a list as JSON text, from the one that the query string asks for. */
export async function* pageTexts(
  caller: Caller,
  list: { kind: string; query: string; byCursor: boolean },
  options: CallOptions,
): AsyncGenerator<string, void, undefined> {
  const { kind, query, byCursor } = list
  const walk = core.run(() => caller.connection.list(kind, query, byCursor))
  try {
    for (;;) {
      const text = await call(caller, options, (settings) => walk.next(settings))
      if (text === undefined) return
      yield text
    }
  } finally {
    walk.free()
  }
}

/** The first of what is walked over; a list has one page at least. */
export async function firstOf<T>(walk: AsyncIterable<T>): Promise<T> {
  for await (const first of walk) return first
  throw new Error('A walk begins with a page.')
}

/** A list of a kind of resources. Nothing is sent before it is awaited or walked. */
export function listOf<T>(
  caller: Caller,
  kind: string,
  query: { cursor?: boolean } = {},
  options: CallOptions = {},
): List<T> {
  async function* pages(): AsyncGenerator<Page<T>, void, undefined> {
    const { cursor, ...state } = query
    const list = { kind, query: buildQuery(state), byCursor: cursor ?? false }
    for await (const text of pageTexts(caller, list, options)) yield parsed<Page<T>>(text)
  }
  async function* items(): AsyncGenerator<T, void, undefined> {
    for await (const page of pages()) yield* page.items
  }
  return {
    pages,
    [Symbol.asyncIterator]: items,
    then: (fulfilled, rejected) => firstOf(pages()).then(fulfilled, rejected),
    async toArray({ limit }) {
      if (!(limit >= 0))
        throw argumentInvalid(`limit is ${String(limit)}; it must be a number from 0.`)
      const taken: T[] = []
      if (limit < 1) return taken
      for await (const item of items()) {
        taken.push(item)
        if (taken.length >= limit) break
      }
      return taken
    },
  }
}
