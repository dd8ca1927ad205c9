import type { Trastienda } from '@trastienda/client'
import { expect, it, vi } from 'vitest'

import { outOfStock } from '@/testing/failures'
import { inventory, page, product, purchase } from '@/testing/samples'

import { race } from './race'

const { id } = product()

/** A shop in which the first to ask gets the last one. */
function shop(level = inventory({ onHand: 9, available: 9, purchasable: 9 })) {
  let left = level.onHand
  const counted = vi.fn(({ counted: found }: { counted: number }) => {
    left = found
    return Promise.resolve({})
  })
  const client = {
    products: {
      list: () => Promise.resolve(page([product()])),
      get: () => Promise.resolve(product()),
    },
    inventory: { list: () => Promise.resolve(page([level])) },
    adjustments: { create: counted },
    purchases: {
      create: () => {
        if (left < 1) return Promise.reject(outOfStock(id, 1, left))
        left -= 1
        return Promise.resolve(purchase())
      },
    },
    movements: { list: () => ({ toArray: () => Promise.resolve([1, 2, 3, 4]) }) },
  } as unknown as Trastienda
  return { client, counted }
}

it('ends with one winner and one refusal with nothing left', async () => {
  const { client, counted } = shop()
  const shoppers = ['Ana', 'Bruno'].map((name) => ({ name, client }))
  const result = await race(client, shoppers)
  expect(counted).toHaveBeenCalledWith(expect.objectContaining({ product: id, counted: 1 }))
  expect(result?.finishes).toMatchObject([
    { shopper: 'Ana', purchase: { id: purchase().id }, left: null },
    { shopper: 'Bruno', purchase: null, left: 0 },
  ])
  expect(result?.journal).toHaveLength(3)
})

it('is not run where nothing can be sold out', async () => {
  const { client } = shop(inventory({ policy: 'untracked', purchasable: null }))
  expect(await race(client, [])).toBeNull()
})
