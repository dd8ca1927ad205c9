import { core } from './wasm.js'

/** The state of a list as it stands in a query string: texts, numbers where pages and prices are meant. */
export interface QueryState {
  [name: string]: QueryState | string | number
}

/**
 * The query string of the state of a list, without a `?`: `{ page: { size: 20 }, sort: '-price' }` is
 * `page[size]=20&sort=-price` with the brackets coded. The values of an array are parted by commas; what is
 * null or undefined is left out.
 */
export function buildQuery(query: object): string {
  return core.run((module) => module.buildQuery(JSON.stringify(query)))
}

/**
 * The state of a list from a query string, with or without its `?`. It takes back what `buildQuery` gave, and
 * takes what people made of it: what is given twice, or makes no sense beside the rest, is left out.
 */
export function parseQuery<Q extends object = QueryState>(text: string): Q {
  return core.read((module) => module.parseQuery(text))
}
