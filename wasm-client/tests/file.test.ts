import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Trastienda, type ImportProgress, type RefusedRow } from '../ts/node.js'
import { startServices, type Services } from './services.js'

let services: Services
let client: Trastienda

beforeAll(async () => {
  services = await startServices()
  client = new Trastienda(services)
})

afterAll(() => services.stop())

const HEADER = 'sku,name,price,currency,quantity\n'
const rows = (count: number) =>
  Array.from({ length: count }, (_, row) => `F-${row},Taza ${row},8.50,EUR,${row % 7}\n`).join('')

describe('an import', () => {
  it('is only checked in a dry run', async () => {
    const report = await client.importFile(new Blob([HEADER, rows(3)]), { dryRun: true })
    expect(report).toMatchObject({ rows: 3, refused: 0, created: 0 })
    expect((await client.products.list()).total).toBe(0)
  })

  it('tells what goes in, how far it is, and what does not', async () => {
    const [progress, refused]: [ImportProgress[], RefusedRow[]] = [[], []]
    const bad = 'F-X,Sin precio,gratis,EUR,1\n"A B",Espacios,1.00,EUR,\n'
    const file = new File([HEADER, rows(300), bad], 'productos.csv')
    const report = await client.importFile(file, {
      onProgress: (step) => progress.push(step),
      onRefused: (row) => refused.push(row),
    })
    expect(report).toMatchObject({ rows: 302, created: 300, initialised: 300, refused: 2 })
    expect(report.refusedHeader).toBe('sku,name,price,currency,quantity,refused\n')
    expect(progress.at(-1)).toMatchObject({ rows: 302, bytes: file.size, bytesTotal: file.size })
    expect(refused.map((row) => [row.line, row.sku, row.code, row.column])).toEqual([
      [302, 'F-X', 'row-unreadable', 'price'],
      [303, 'A B', 'attribute-invalid', 'sku'],
    ])
    expect(refused[0]?.record).toMatch(/^F-X,Sin precio,gratis,EUR,1,/)
    expect((await client.inventory.list()).total).toBe(300)
  })

  it('comes back out as it went in', async () => {
    let bytes = 0
    const file = await client.exportFile({ onProgress: (step) => (bytes = step.bytes) })
    expect([file.type, file.size]).toEqual(['text/csv', bytes])
    expect(await client.importFile(file)).toMatchObject({
      rows: 300,
      unchanged: 300,
      kept: 300,
    })
    const lines = await client.exportFile({ format: 'ndjson' })
    const again = await client.importFile(new File([lines], 'productos.ndjson'), { setStock: true })
    expect(again).toMatchObject({ rows: 300, unchanged: 300, counted: 300 })
    expect(await (await client.exportFile()).text()).toBe(await file.text())
  })

  it('ends at a header that cannot be used', async () => {
    await expect(client.importFile(new Blob(['sku,colour\nA,red\n']))).rejects.toMatchObject({
      code: 'argument-invalid',
      detail: expect.stringContaining('colour'),
    })
  })

  it('ends when the caller gives up', async () => {
    const signal = AbortSignal.abort()
    await expect(client.importFile(new Blob([HEADER, rows(9)]), { signal })).rejects.toMatchObject({
      name: 'AbortError',
    })
    await expect(client.exportFile({ signal })).rejects.toMatchObject({ name: 'AbortError' })
  })
})
