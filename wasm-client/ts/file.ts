import type { ImportReport, RefusedRow } from '../pkg/client.js'
import { call, callJson, type Caller } from './call.js'
import { argumentInvalid, thrownError } from './error.js'

/** How a file is written: comma-separated values, or one JSON object a line. */
export type FileFormat = 'csv' | 'ndjson'

/** How far an import is. */
export interface ImportProgress extends ImportReport {
  /** Bytes read so far. */
  bytes: number
  /** Bytes of the whole file. */
  bytesTotal: number
}

/** How a file is imported. */
export interface ImportFileOptions {
  /** By default what the file's name ends with says it (`.csv`, `.ndjson`, `.jsonl`), else CSV. */
  format?: FileFormat | undefined
  /** Only checks the rows; nothing is sent. */
  dryRun?: boolean | undefined
  /** Counts `quantity` also where stock is kept already; by default such stock is left alone. */
  setStock?: boolean | undefined
  /** Gives up. What was sent before is done. */
  signal?: AbortSignal | undefined
  onProgress?: ((progress: ImportProgress) => void) | undefined
  onRefused?: ((row: RefusedRow) => void) | undefined
}

/** How everything is exported. */
export interface ExportFileOptions {
  /** CSV by default. */
  format?: FileFormat | undefined
  /** Gives up. */
  signal?: AbortSignal | undefined
  /** Hears how many bytes there are so far. */
  onProgress?: ((progress: { bytes: number }) => void) | undefined
}

/** What one step of an import did. */
interface Told {
  done: 'read' | 'sent' | 'refused' | 'all'
  report: ImportReport
  refused: RefusedRow | null
}

/** Imports products and stock from a file of any size; memory holds one batch of it. */
export async function importFile(
  caller: Caller,
  file: Blob,
  options: ImportFileOptions,
): Promise<ImportReport> {
  if (!(file instanceof Blob)) throw argumentInvalid('A file is a Blob or a File.')
  const importing = begin()
  const chunks = file.stream().getReader()
  let bytes = 0
  try {
    for (;;) {
      const told = await callJson<Told>(caller, { signal: options.signal }, (settings) =>
        importing.step(settings),
      )
      if (told.refused) options.onRefused?.(told.refused)
      if (told.done !== 'read') {
        options.onProgress?.({ ...told.report, bytes, bytesTotal: file.size })
        if (told.done === 'all') return told.report
        continue
      }
      const chunk = await chunks.read()
      if (chunk.done) {
        importing.finish()
      } else {
        bytes += chunk.value.byteLength
        importing.push(chunk.value)
      }
    }
  } finally {
    importing.free()
    await chunks.cancel()
  }

  function begin() {
    try {
      const { setStock, dryRun } = options
      const format = options.format ?? formatOf(file)
      return caller.connection.import(format, setStock ?? false, dryRun ?? false)
    } catch (thrown) {
      throw thrownError(thrown)
    }
  }
}

/** Exports every product and its stock, in the form that an import reads. */
export async function exportFile(caller: Caller, options: ExportFileOptions): Promise<Blob> {
  const format = options.format ?? 'csv'
  const parts: BlobPart[] = []
  let bytes = 0
  const write = (part: Uint8Array<ArrayBuffer>): void => {
    parts.push(part)
    bytes += part.byteLength
    options.onProgress?.({ bytes })
  }
  await call(caller, { signal: options.signal }, (settings) =>
    caller.connection.export(format, write, settings),
  )
  return new Blob(parts, { type: format === 'csv' ? 'text/csv' : 'application/x-ndjson' })
}

function formatOf(file: Blob): FileFormat {
  const name = (file as Partial<File>).name ?? ''
  return /\.(ndjson|jsonl)$/i.test(name) ? 'ndjson' : 'csv'
}
