import { flushPromises } from '@vue/test-utils'
import type { InventoryQuery, ProductQuery } from '@trastienda/client'
import { beforeEach, expect, it, vi } from 'vitest'

import { composed } from '@/testing/mounted'
import { inventory, page, product } from '@/testing/samples'
import { script } from '@/testing/scripted-sdk'

import { useProductsTable } from './useProductsTable'

vi.mock('@/sdk', () => import('@/testing/scripted-sdk'))

const asked: { products: ProductQuery[]; stock: InventoryQuery[] } = { products: [], stock: [] }
let low = [inventory({ id: 'a', state: 'low' }), inventory({ id: 'b', state: 'out' })]

beforeEach(() => {
  asked.products = []
  asked.stock = []
  low = [inventory({ id: 'a', state: 'low' }), inventory({ id: 'b', state: 'out' })]
  script({
    products: {
      list: (query: ProductQuery) => {
        asked.products.push(query)
        return Promise.resolve(page([product({ id: 'a' }), product({ id: 'b' })]))
      },
    },
    inventory: {
      list: (query: InventoryQuery) => {
        asked.stock.push(query)
        return Promise.resolve(page(low))
      },
    },
  })
})

async function tableAt(at: string) {
  const { result } = await composed(() => useProductsTable(), at)
  await flushPromises()
  return result
}

it('asks once for the products of the page and once for all their stock', async () => {
  await tableAt('/owner/products?q=miel&category=despensa')
  expect(asked.products).toHaveLength(1)
  expect(asked.products[0]).toMatchObject({
    page: { number: 1, size: 20 },
    sort: ['name'],
    filter: { search: 'miel', category: 'despensa', status: ['active', 'draft'] },
  })
  expect(asked.stock).toEqual([{ filter: { product: ['a', 'b'] }, page: { size: 100 } }])
})

it('asks the stock first where the filter is about stock', async () => {
  await tableAt('/owner/products?stock=attention&status=any')
  expect(asked.stock[0]).toMatchObject({ filter: { state: ['out', 'low'] } })
  expect(asked.products).toHaveLength(1)
  expect(asked.products[0]?.filter).toEqual({ id: ['a', 'b'] })
})

it('does not take no such stock for any stock', async () => {
  low = []
  const { products } = await tableAt('/owner/products?stock=out')
  expect(products.data.value?.items).toEqual([])
  expect(asked.products).toEqual([])
})
