export {
  Trastienda,
  type Creatable,
  type Deletable,
  type Feed,
  type Listable,
  type Readable,
  type Updatable,
} from './client.js'
export { TrastiendaError } from './error.js'
export type { ExportFileOptions, FileFormat, ImportFileOptions, ImportProgress } from './file.js'
export type { FeedState, FollowOptions } from './follow.js'
export type { List } from './list.js'
export type { Live, LiveEvent, LiveOptions, LiveState } from './live.js'
export { init, initRules, type ModuleSource } from './module.js'
export { currencies, formatMoney, parseMoney, type Currency } from './money.js'
export type { CallOptions, ClientOptions } from './options.js'
export { buildQuery, parseQuery, type QueryState } from './query.js'
export { quote, validateProduct, type Known } from './rules.js'
export type * from './types.js'
