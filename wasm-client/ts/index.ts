export {
  Trastienda,
  type Creatable,
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
export { init, type ModuleSource } from './module.js'
export type { CallOptions, ClientOptions } from './options.js'
export * from './rules.js'
export type * from './types.js'
