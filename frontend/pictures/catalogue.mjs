// The sample catalogue, which says the title and the ground of each picture.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const FILE = join(import.meta.dirname, '../../servers/trastienda/src/sample/catalogue.csv')

/** The rows of a CSV text (RFC 4180) as objects by column. */
function parseCsv(text) {
  const rows = [[]]
  const cells = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/y
  while (cells.lastIndex < text.length) {
    const [, cell, end] = cells.exec(text)
    rows.at(-1).push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)
    if (end.endsWith('\n')) rows.push([])
  }
  const [columns, ...records] = rows.filter((row) => row.length > 0)
  return records.map((record) =>
    Object.fromEntries(columns.map((column, i) => [column, record[i]])),
  )
}

/** The products, their images read. */
export const products = () =>
  parseCsv(readFileSync(FILE, 'utf8')).map((row) => ({ ...row, images: JSON.parse(row.images) }))
