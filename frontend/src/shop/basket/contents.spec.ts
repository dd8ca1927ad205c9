import { beforeEach, expect, it } from 'vitest'

import {
  basketCount,
  basketLines,
  emptyBasket,
  putInBasket,
  restoreBasket,
  setQuantity,
} from './contents'

const price = { amount: 890, currency: 'EUR' }
beforeEach(emptyBasket)

it('adds up what is put in twice, with the price seen last', () => {
  putInBasket({ productId: 'a', quantity: 2, price })
  putInBasket({ productId: 'b', quantity: 1, price })
  putInBasket({ productId: 'a', quantity: 3, price: { ...price, amount: 900 } })
  expect(basketCount.value).toBe(6)
  expect(basketLines.value[0]).toEqual({
    productId: 'a',
    quantity: 5,
    price: { ...price, amount: 900 },
  })
})

it('drops a line that has none left, and can be put back', () => {
  putInBasket({ productId: 'a', quantity: 2, price })
  const before = basketLines.value
  setQuantity('a', 0)
  expect(basketLines.value).toEqual([])
  restoreBasket(before)
  expect(basketCount.value).toBe(2)
})

it('is kept in the browser, and follows other tabs', () => {
  putInBasket({ productId: 'a', quantity: 2, price })
  expect(localStorage.getItem('trastienda.basket')).toContain('"quantity":2')
  const elsewhere = JSON.stringify([{ productId: 'c', quantity: 4, price }, { nonsense: true }])
  localStorage.setItem('trastienda.basket', elsewhere)
  window.dispatchEvent(new StorageEvent('storage', { key: 'trastienda.basket' }))
  expect(basketLines.value).toEqual([{ productId: 'c', quantity: 4, price }])
})
