// The program that the flows run against.
import { fileURLToPath } from 'node:url'

/** Ours, built without optimisation, unless `TRASTIENDA_BINARY` names another. */
export const binary =
  process.env.TRASTIENDA_BINARY ??
  fileURLToPath(new URL('../../../target/debug/trastienda', import.meta.url))
