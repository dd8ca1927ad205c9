import { describe, expect, it } from 'vitest'
import {
  buildQuery,
  currencies,
  formatMoney,
  parseMoney,
  parseQuery,
  quote,
  TrastiendaError,
  validateProduct,
} from '../ts/node.js'

const CUP = '018f2d3a-0000-7000-8000-000000000001'

function thrown(run: () => unknown): TrastiendaError {
  try {
    run()
  } catch (error) {
    expect(error).toBeInstanceOf(TrastiendaError)
    return error as TrastiendaError
  }
  throw new Error('nothing was thrown')
}

/** Spaces of all kinds as one. */
const plain = (text: string) => text.replace(/\s/gu, ' ')

describe('validateProduct', () => {
  it('finds nothing wrong with a product that can be made', () => {
    expect(
      validateProduct({ sku: 'A-1', name: 'Cup', price: { amount: 950, currency: 'EUR' } }),
    ).toEqual([])
    expect(validateProduct({ name: 'Mug' }, { patch: true })).toEqual([])
  })

  it('finds every fault, where the service would', () => {
    const faults = validateProduct({
      sku: 'a b',
      price: { amount: 1.5, currency: 'EUR' },
      tags: ['x', 'x'],
    })
    const found = faults.map(({ code, status, source }) => [code, status, source])
    expect(found).toEqual([
      ['attribute-invalid', 422, { pointer: '/data/attributes/sku' }],
      ['attribute-missing', 422, { pointer: '/data/attributes' }],
      ['attribute-invalid', 422, { pointer: '/data/attributes/price/amount' }],
      ['attribute-invalid', 422, { pointer: '/data/attributes/tags/1' }],
    ])
    expect(faults[0]?.detail).toBe('The SKU "a b" must not contain the character U+0020.')
  })

  it('takes anything that a form can hold', () => {
    for (const draft of [undefined, null, 5, [], 'x']) {
      expect(validateProduct(draft)[0]?.code).toBe('malformed-document')
    }
  })
})

describe('quote', () => {
  const product = {
    id: CUP,
    status: 'active' as const,
    price: { amount: 250, currency: 'EUR' },
    version: 7,
  }
  const inventory = {
    id: CUP,
    product: CUP,
    onHand: 3,
    reserved: 0,
    committed: 0,
    unavailable: 0,
    incoming: 0,
    available: 3,
    purchasable: 3,
    state: 'in-stock' as const,
    policy: 'deny' as const,
    backorderLimit: null,
    safetyStock: 0,
    lowStockAt: null,
    version: 4,
    updatedAt: '2026-03-01T09:00:00.000Z',
  }
  const known = { products: [product], inventory: [inventory] }

  it('gives the verdict of the service', () => {
    const order = { lines: [{ productId: CUP, quantity: 2 }] }
    expect(quote(order, known)).toMatchObject({
      verdict: 'accepted',
      total: { amount: 500, currency: 'EUR' },
      lines: [{ productId: CUP, quantity: 2, locationId: 'main', productVersion: 7 }],
      refusals: [],
      explanation: [{ productId: CUP, forSale: true, stock: { policy: 'deny', purchasable: 3 } }],
    })
    const refused = quote({ lines: [{ productId: CUP, quantity: 4 }] }, known)
    expect(refused).toMatchObject({ verdict: 'refused', total: null })
    expect(refused.refusals).toMatchObject([
      {
        code: 'insufficient-stock',
        status: 409,
        source: { pointer: '/data/attributes/lines/0/quantity' },
        meta: { productId: CUP, requested: 4, purchasable: 3 },
      },
    ])
    expect(quote(order, { products: [], inventory: [] }).refusals[0]?.code).toBe(
      'product-not-found',
    )
  })

  it('throws the faults of an order that is none', () => {
    const error = thrown(() => quote({ lines: [{ productId: CUP, quantity: 0 }] }, known))
    expect([error.code, error.status]).toEqual(['attribute-invalid', 422])
    expect(error.source).toEqual({ pointer: '/data/attributes/lines/0/quantity' })
  })

  it('throws where what is known cannot be read', () => {
    const broken = {
      products: [{ ...product, price: { amount: 1, currency: 'XXX' } }],
      inventory: [],
    }
    const order = { lines: [{ productId: CUP, quantity: 1 }] }
    expect(thrown(() => quote(order, broken)).code).toBe('argument-invalid')
  })
})

describe('money', () => {
  it('is written with the decimals of its currency', () => {
    expect(plain(formatMoney({ amount: 123450, currency: 'EUR' }, 'es'))).toBe('1234,50 €')
    expect(formatMoney({ amount: 1234, currency: 'JPY' }, 'en')).toBe('¥1,234')
    expect(plain(formatMoney({ amount: 1234, currency: 'KWD' }, 'en'))).toBe('KWD 1.234')
    // The locale's own data would write none of the three decimals.
    expect(plain(formatMoney({ amount: 1234, currency: 'IQD' }, 'en'))).toBe('IQD 1.234')
  })

  it('keeps every digit of the largest amount', () => {
    const most = Number.MAX_SAFE_INTEGER
    expect(formatMoney({ amount: most, currency: 'USD' }, 'en')).toBe('$90,071,992,547,409.91')
    expect(formatMoney({ amount: most, currency: 'JPY' }, 'en')).toBe('¥9,007,199,254,740,991')
    expect(plain(formatMoney({ amount: most, currency: 'CLF' }, 'en'))).toBe(
      'CLF 900,719,925,474.0991',
    )
  })

  it('is read as it is typed in the locale', () => {
    const amount = (text: string, locale: string, currency = 'EUR') =>
      parseMoney(text, currency, locale).amount
    expect(amount('1.234,5', 'es')).toBe(123450)
    expect(amount('12.5', 'es')).toBe(1250)
    expect(amount('1,234.5', 'en')).toBe(123450)
    expect(amount(' 12 € ', 'es')).toBe(1200)
    expect(amount('$5', 'en', 'USD')).toBe(500)
    expect(amount('USD 5', 'en', 'USD')).toBe(500)
    expect(amount('١٬٢٣٤٫٥', 'ar-EG')).toBe(123450)
    expect(parseMoney('7', 'JPY', 'en')).toEqual({ amount: 7, currency: 'JPY' })
  })

  it('that is written is read back, in many locales', () => {
    for (const locale of ['es', 'en', 'de-CH', 'fr', 'en-IN', 'ar-EG', 'pt', 'he', 'ja']) {
      for (const currency of ['EUR', 'USD', 'JPY', 'KWD', 'CLF', 'CHF', 'INR']) {
        for (const amount of [0, 5, 1234, 123456789, Number.MAX_SAFE_INTEGER]) {
          const text = formatMoney({ amount, currency }, locale)
          expect(parseMoney(text, currency, locale), `${text} in ${locale}`).toEqual({
            amount,
            currency,
          })
        }
      }
    }
  })

  it('that is none has the fault of a price', () => {
    for (const text of ['', 'x', '12,345', '-5', '1,,5']) {
      const error = thrown(() => parseMoney(text, 'EUR', 'es'))
      expect([error.code, error.source]).toEqual([
        'attribute-invalid',
        { pointer: '/data/attributes/price' },
      ])
    }
    const { source } = thrown(() => parseMoney('1', 'eur', 'es'))
    expect(source).toEqual({ pointer: '/data/attributes/price/currency' })
    expect(thrown(() => formatMoney({ amount: 0.5, currency: 'EUR' }, 'es')).code).toBe(
      'argument-invalid',
    )
  })

  it('has a currency of the table', () => {
    const all = currencies()
    expect(all).toContainEqual({ code: 'EUR', exponent: 2 })
    expect(all).toContainEqual({ code: 'JPY', exponent: 0 })
    expect(all.length).toBeGreaterThan(150)
  })
})

describe('the state of a list', () => {
  const state = {
    page: { number: 2, size: 20 },
    filter: { search: 'té & «azul» +1', price: { gte: 100, lte: 2500 }, tag: 'a,b', sku: '007' },
    sort: '-price,name',
  }

  it('is a query string and back', () => {
    const text = buildQuery(state)
    expect(decodeURIComponent(text.replaceAll('+', ' '))).toBe(
      'filter[price][gte]=100&filter[price][lte]=2500&filter[search]=té & «azul» +1' +
        '&filter[sku]=007&filter[tag]=a,b&page[number]=2&page[size]=20&sort=-price,name',
    )
    expect(parseQuery(text)).toEqual(state)
    expect(parseQuery(`?${text}`)).toEqual(state)
    expect(new URLSearchParams(text).get('filter[search]')).toBe(state.filter.search)
  })

  it('leaves out what says nothing, and parts values by commas', () => {
    expect(
      buildQuery({ page: {}, filter: { tag: ['a', 'b'], search: undefined, group: null } }),
    ).toBe('filter%5Btag%5D=a%2Cb')
    expect(buildQuery({})).toBe('')
    expect(parseQuery('')).toEqual({})
  })

  it('is harmless whatever stands in the address', () => {
    const state = parseQuery('__proto__[polluted]=1&a=1&a[b]=2&%=%&page[size]=many')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(state).toMatchObject({ a: '1', '%': '%', page: { size: 'many' } })
  })
})
