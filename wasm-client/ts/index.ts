export { TrastiendaError } from './error.js'
export { init, type ModuleSource } from './module.js'
export * from './rules.js'
export type { ClientErrorCode, ErrorCode, Fault, ServiceErrorCode, Source } from '../pkg/client.js'
