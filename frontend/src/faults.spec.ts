import { describe, expect, it, vi } from 'vitest'

import english from '@/locales/en/faults.json'
import { failure } from '@/testing/failures'

import { explain, fieldFaults } from './faults'

const named = (error: unknown, about?: Parameters<typeof explain>[1]) =>
  explain(error, about).title.replace(/^faults\.|\.title$/g, '')

describe('explain', () => {
  it.each([
    [failure({ code: 'not-found', status: 404 }), 'product', 'not-found-product'],
    [failure({ code: 'unauthorised', status: 401 }), undefined, 'key'],
    [failure({ code: 'forbidden', status: 403 }), undefined, 'scope'],
    [failure({ code: 'sku-taken', status: 409 }), undefined, 'sku-taken'],
    [failure({ code: 'something-new', status: 409 }), undefined, 'conflict'],
    [failure({ code: 'precondition-failed', status: 412 }), undefined, 'changed'],
    [failure({ code: 'attribute-invalid', status: 422 }), undefined, 'fields'],
    [failure({ code: 'too-many-requests', status: 429 }), undefined, 'rate'],
    [
      failure({ code: 'product-service-unavailable', status: 503 }),
      undefined,
      'product-service-unavailable',
    ],
    [failure({ code: 'whatever', status: 503 }), undefined, 'unavailable'],
    [failure({ code: 'internal-error', status: 500 }), undefined, 'server'],
    [failure({ code: 'refused', status: null }), undefined, 'unreachable'],
    [failure({ code: 'cut', status: null }), undefined, 'cut'],
    [failure({ code: 'timeout', status: null }), undefined, 'slow'],
    [failure({ code: 'unreadable', status: 200 }), undefined, 'unreadable'],
    [new Error('a fault of the page'), undefined, 'unknown'],
  ] as const)('%o about %s', (error, about, name) => {
    expect(named(error, about)).toBe(name)
    expect(Object.keys(english)).toContain(name)
  })

  it('blames the connection while the browser is offline', () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    expect(named(failure({ code: 'refused', status: null }))).toBe('offline')
  })

  it('says how long to wait', () => {
    const explained = explain(
      failure({ code: 'too-many-requests', status: 429, retryAfterMs: 2_300 }),
    )
    expect(explained).toMatchObject({ waitSeconds: 3, retryable: true })
    expect(explained.figures.seconds).toBe(3)
  })
})

it('sorts faults by the field at fault, the first of each', () => {
  const at = (pointer: string, code: string) =>
    ({ code, status: 422, title: '', detail: '', source: { pointer }, meta: {} }) as never
  const fields = fieldFaults([
    at('/data/attributes/price/amount', 'attribute-invalid'),
    at('/data/attributes/price/currency', 'attribute-missing'),
    at('/data/relationships/product', 'relationship-missing'),
    at('/data', 'malformed-document'),
  ])
  expect([...fields].map(([field, { code }]) => [field, code])).toEqual([
    ['price', 'attribute-invalid'],
    ['product', 'relationship-missing'],
  ])
})
