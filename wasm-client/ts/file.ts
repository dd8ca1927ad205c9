import type { ImportReport, RefusedRow } from '../pkg/rules/rules.js'
import { call, type Caller } from './call.js'
import { argumentInvalid } from './error.js'
import { firstOf, pageTexts } from './list.js'
import { initRules } from './module.js'
import { rules } from './wasm.js'

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

/** What comes next of an import. */
interface Step {
  next: 'read' | 'send' | 'refused' | 'all'
  /** What the client's module is to send, as this one wrote it. */
  send?: string
  refused?: RefusedRow
  report: ImportReport
}

/** Imports products and stock from a file of any size; memory holds one batch of it. */
export async function importFile(
  caller: Caller,
  file: Blob,
  options: ImportFileOptions,
): Promise<ImportReport> {
  if (!(file instanceof Blob)) throw argumentInvalid('A file is a Blob or a File.')
  const { signal, setStock = false, dryRun = false, format = formatOf(file) } = options
  await initRules()
  const importing = rules.run(({ Importing }) => new Importing(format, setStock, dryRun))
  const chunks = file.stream().getReader()
  let bytes = 0
  try {
    for (;;) {
      signal?.throwIfAborted()
      const { next, send, refused, report } = rules.read<Step>(() => importing.step())
      if (next === 'read') {
        const chunk = await chunks.read()
        bytes += chunk.value?.byteLength ?? 0
        rules.run(() => (chunk.done ? importing.finish() : importing.push(chunk.value)))
        continue
      }
      if (send !== undefined) {
        const answer = await call(caller, { signal }, (settings) =>
          caller.connection.carry(send, settings),
        )
        rules.run(() => importing.answer(answer))
      }
      if (refused) options.onRefused?.(refused)
      options.onProgress?.({ ...report, bytes, bytesTotal: file.size })
      if (next === 'all') return report
    }
  } finally {
    importing.free()
    await chunks.cancel()
  }
}

/** Exports every product and its stock, in the form that an import reads. */
export async function exportFile(caller: Caller, options: ExportFileOptions): Promise<Blob> {
  const { signal, format = 'csv' } = options
  await initRules()
  const parts: BlobPart[] = []
  let bytes = 0
  const write = (part: Uint8Array): void => {
    parts.push(part as Uint8Array<ArrayBuffer>)
    bytes += part.byteLength
    options.onProgress?.({ bytes })
  }
  write(rules.run((module) => module.exportHeader(format)))
  const pages = (kind: string, query: string, byCursor: boolean) =>
    pageTexts(caller, { kind, query, byCursor }, { signal })
  const products = rules.run((module) => module.exportQuery())
  for await (const page of pages('products', products, true)) {
    const inventory = rules.run((module) => module.stockQuery(page))
    if (inventory === undefined) continue
    const stock = await firstOf(pages('inventory', inventory, false))
    write(rules.run((module) => module.exportLines(format, page, stock)))
  }
  return new Blob(parts, { type: format === 'csv' ? 'text/csv' : 'application/x-ndjson' })
}

function formatOf(file: Blob): FileFormat {
  const name = (file as Partial<File>).name ?? ''
  return /\.(ndjson|jsonl)$/i.test(name) ? 'ndjson' : 'csv'
}
