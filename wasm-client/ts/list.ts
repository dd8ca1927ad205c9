import type { Page, Walk } from '../pkg/client.js'
import { call, type Caller } from './call.js'
import { argumentInvalid, thrownError } from './error.js'
import type { CallOptions } from './options.js'
import { buildQuery } from './rules.js'

/** A list: `await` gives the page that was asked for, `for await` walks over all items from there on. */
export interface List<T> extends PromiseLike<Page<T>>, AsyncIterable<T> {
  /** Walks page by page. */
  pages(): AsyncIterable<Page<T>>
  /** The items, at most `limit` of them. */
  toArray(options: { limit: number }): Promise<T[]>
}

/** A list of a kind of resources. Nothing is sent before it is awaited or walked. */
export function listOf<T>(
  caller: Caller,
  kind: string,
  query: { cursor?: boolean } = {},
  options: CallOptions = {},
): List<T> {
  const walk = (): Walk => {
    const { cursor, ...state } = query
    try {
      return caller.connection.list(kind, buildQuery(state), cursor ?? false)
    } catch (thrown) {
      throw thrownError(thrown)
    }
  }
  const nextOf = async (walk: Walk): Promise<Page<T> | undefined> => {
    const text = await call(caller, options, (settings) => walk.next(settings))
    return text === undefined ? undefined : (JSON.parse(text) as Page<T>)
  }
  async function* pages(): AsyncGenerator<Page<T>, void, undefined> {
    const walked = walk()
    try {
      for (;;) {
        const page = await nextOf(walked)
        if (!page) return
        yield page
      }
    } finally {
      walked.free()
    }
  }
  async function* items(): AsyncGenerator<T, void, undefined> {
    for await (const page of pages()) yield* page.items
  }
  async function firstPage(): Promise<Page<T>> {
    for await (const page of pages()) return page
    throw new Error('A walk begins with a page.')
  }
  return {
    pages,
    [Symbol.asyncIterator]: items,
    then: (fulfilled, rejected) => firstPage().then(fulfilled, rejected),
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
