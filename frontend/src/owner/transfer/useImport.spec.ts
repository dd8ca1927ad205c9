import { flushPromises } from '@vue/test-utils'
import type { RefusedRow } from '@trastienda/client'
import { beforeEach, expect, it, vi } from 'vitest'

import { composed } from '@/testing/mounted'
import { failure } from '@/testing/failures'
import { script } from '@/testing/scripted-sdk'

import { useImport } from './useImport'

vi.mock('@/sdk', () => import('@/testing/scripted-sdk'))

interface Options {
  dryRun: boolean
  setStock: boolean
  signal: AbortSignal
  onRefused: (row: RefusedRow) => void
}

const asked: Options[] = []
let importFile: (file: Blob, options: Options) => Promise<unknown>

beforeEach(() => {
  asked.length = 0
  importFile = (_file, options) => {
    options.onRefused({ line: 3, sku: 'A 1' } as RefusedRow)
    return Promise.resolve({ rows: 2, refused: 1 })
  }
  script({
    importFile: (file: Blob, options: Options) => {
      asked.push(options)
      return importFile(file, options)
    },
  })
})

async function importing() {
  const { result } = await composed(() => useImport())
  result.choose(new File(['sku'], 'products.csv'))
  return result
}

it('checks without effect first, then imports the same file', async () => {
  const { setStock, check, make, stage, refused, report } = await importing()
  setStock.value = true
  await check()
  expect(stage.value).toBe('checked')
  expect(refused.value).toEqual([{ line: 3, sku: 'A 1' }])
  await make()
  expect(stage.value).toBe('done')
  expect(report.value).toMatchObject({ rows: 2, refused: 1 })
  expect(asked.map(({ dryRun, setStock: set }) => [dryRun, set])).toEqual([
    [true, true],
    [false, true],
  ])
})

it('stops when told, without calling it a failure', async () => {
  importFile = (_file, { signal }) =>
    new Promise((_resolve, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason as Error)),
    )
  const { make, stop, stage, failure: failed, effective } = await importing()
  const run = make()
  await flushPromises()
  expect(stage.value).toBe('importing')
  stop()
  await run
  expect(stage.value).toBe('stopped')
  expect(effective.value).toBe(true)
  expect(failed.value).toBeNull()
})

it('keeps the failure and the rows that were refused before it', async () => {
  importFile = (_file, { onRefused }) => {
    onRefused({ line: 2 } as RefusedRow)
    return Promise.reject(failure({ code: 'overloaded', status: 503 }))
  }
  const { check, failure: failed, refused } = await importing()
  await check()
  expect(failed.value).toMatchObject({ code: 'overloaded' })
  expect(refused.value).toHaveLength(1)
})
