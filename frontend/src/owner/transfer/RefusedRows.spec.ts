import type { RefusedReason, RefusedRow } from '@trastienda/client'
import { expect, it } from 'vitest'

import { setLocale } from '@/i18n'
import { mounted } from '@/testing/mounted'

import RefusedRows from './RefusedRows.vue'

function row(line: number, ...reasons: Partial<RefusedReason>[]): RefusedRow {
  const whole = reasons.map((reason) => ({
    code: 'attribute-invalid' as const,
    detail: 'In English.',
    column: null,
    ...reason,
  }))
  const [first] = whole
  return { line, sku: `S-${line}`, reasons: whole, record: '', ...(first as RefusedReason) }
}

it('says what is wrong in the language of the page', async () => {
  const rows = [
    row(2, { code: 'row-unreadable', column: 'price' }, { column: 'name' }, { column: 'name' }),
    row(3, { column: 'currency' }),
    row(4, { code: 'sku-taken', column: 'sku' }),
    row(5, { code: 'row-unreadable' }),
    row(6, { code: 'inventory-exists' }),
  ]
  const { wrapper } = await mounted(RefusedRows, { props: { rows } })
  const text = () => wrapper.text().replaceAll(/\s+/g, ' ')
  for (const part of [
    'Give an amount, such as 12.50. Give a name of 1 to 200 characters.',
    'Give the code of a currency',
    'Another product has this SKU',
    'This line is no row of the file',
    'has been opened before',
  ]) {
    expect(text()).toContain(part)
  }
  await setLocale('es')
  await wrapper.vm.$nextTick()
  expect(text()).toContain('Indica el código de una moneda')
  expect(text()).not.toContain('English')
})

it('passes on what it has no words for, as English', async () => {
  const { wrapper } = await mounted(RefusedRows, {
    props: { rows: [row(2, { code: 'forbidden-elsewhere' as never })] },
  })
  expect(wrapper.get('[lang="en"]').text()).toBe('In English.')
})
