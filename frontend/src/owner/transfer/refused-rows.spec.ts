import type { RefusedRow } from '@trastienda/client'
import { expect, it } from 'vitest'

import { refusedFile } from './refused-rows'

const row = (record: string) => ({ record }) as RefusedRow

it('puts the rows under the heading of their file', () => {
  expect(refusedFile({ refusedHeader: 'sku,name\r\n' }, [row('A 1,Miel\n'), row('B 2,Sal')])).toBe(
    'sku,name\nA 1,Miel\nB 2,Sal\n',
  )
})

it('has no heading where the file has none', () => {
  expect(refusedFile({ refusedHeader: '' }, [row('{"sku":"A 1"}')])).toBe('{"sku":"A 1"}\n')
})
