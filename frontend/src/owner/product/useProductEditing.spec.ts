import { flushPromises } from '@vue/test-utils'
import type { CallOptions, Product, ProductPatch } from '@trastienda/client'
import { beforeEach, expect, it, vi } from 'vitest'

import { failure } from '@/testing/failures'
import { composed } from '@/testing/mounted'
import { product } from '@/testing/samples'
import { script } from '@/testing/scripted-sdk'

import { useProductEditing } from './useProductEditing'

vi.mock('@/sdk', () => import('@/testing/scripted-sdk'))

let stored: Product
const sent: { patch: ProductPatch; ifMatch: unknown }[] = []

/** A service that holds one product and minds its version. */
beforeEach(() => {
  sent.length = 0
  stored = product()
  script({
    products: {
      get: () => Promise.resolve(stored),
      list: () => Promise.resolve({ items: [] }),
      update: (_id: string, patch: ProductPatch, { ifMatch }: CallOptions) => {
        sent.push({ patch, ifMatch })
        if (ifMatch !== stored.version) {
          return Promise.reject(failure({ code: 'precondition-failed', status: 412 }))
        }
        stored = { ...stored, ...patch, version: stored.version + 1 } as Product
        return Promise.resolve(stored)
      },
    },
  })
})

async function editing() {
  const { result } = await composed(() => useProductEditing(() => product().id))
  await flushPromises()
  return result
}

it('sends only what was changed, against the version it was read at', async () => {
  const { draft, save, changed } = await editing()
  draft.name = 'Miel de brezo'
  expect(changed.value).toEqual(['name'])
  expect(await save()).toMatchObject({ name: 'Miel de brezo', version: 2 })
  expect(sent).toEqual([{ patch: { name: 'Miel de brezo' }, ifMatch: 1 }])
  expect(changed.value).toEqual([])
})

it('lays both values side by side when somebody else was quicker, and saves the choice', async () => {
  const { draft, save, conflict, resolve } = await editing()
  draft.name = 'Mine'
  stored = { ...stored, name: 'Theirs', description: 'Theirs', version: 2 }
  expect(await save()).toBeNull()
  expect(conflict.value).toMatchObject([
    { name: 'name', mine: true, here: 'Mine', there: 'Theirs' },
    { name: 'description', mine: false },
  ])

  resolve(new Map([['name', 'mine']]))
  expect(conflict.value).toEqual([])
  expect(await save()).toMatchObject({ name: 'Mine', description: 'Theirs', version: 3 })
  expect(sent.at(-1)).toEqual({ patch: { name: 'Mine' }, ifMatch: 2 })
})

it('has nothing left to save where the other value was chosen', async () => {
  const { draft, save, changed, resolve } = await editing()
  draft.name = 'Mine'
  stored = { ...stored, name: 'Theirs', version: 2 }
  await save()
  resolve(new Map([['name', 'theirs']]))
  expect(draft.name).toBe('Theirs')
  expect(changed.value).toEqual([])
})

it('takes a refused SKU to its field, until the field is left again', async () => {
  const { draft, save, faults, leave } = await editing()
  script({
    products: {
      update: () =>
        Promise.reject(
          failure({
            code: 'sku-taken',
            status: 409,
            errors: [
              {
                code: 'sku-taken',
                status: 409,
                title: '',
                detail: '',
                source: { pointer: '/data/attributes/sku' },
                meta: {},
              },
            ],
          }),
        ),
    },
  })
  draft.sku = 'TAKEN'
  expect(await save()).toBeNull()
  expect(faults.value.get('sku')).toContain('Another product has this SKU')
  leave('sku')
  expect(faults.value.has('sku')).toBe(false)
})

it('judges a field by the rules once it has been left', async () => {
  const { draft, faults, leave, save } = await editing()
  draft.sku = 'two words'
  expect(faults.value.size).toBe(0)
  leave('sku')
  expect([...faults.value.keys()]).toEqual(['sku'])
  expect(await save()).toBeNull()
  expect(sent).toEqual([])
})
