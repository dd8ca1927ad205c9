import { describe, expect, it } from 'vitest'

import { product } from '@/testing/samples'

import { contested } from './contested'
import { attributesOf, draftOf, emptyDraft, newProduct, patchOf } from './draft'

const attributes = (over: Parameters<typeof product>[0] = {}) =>
  attributesOf(draftOf(product(over)))

describe('a draft', () => {
  it('stands for the product it was made from', () => {
    const { sku, name, price, tags, category, group } = product()
    expect(attributes()).toMatchObject({ sku, name, price, tags, category, group })
  })

  it('forgets blank rows and blank ends', () => {
    const draft = { ...emptyDraft('EUR'), name: ' Miel ', options: [{ name: '', value: ' ' }] }
    expect(attributesOf(draft)).toMatchObject({ name: 'Miel', options: {}, category: null })
    expect(newProduct(draft)).not.toHaveProperty('category')
  })

  it('sends only what was changed, and null for what was emptied', () => {
    const before = attributes()
    const after = { ...before, name: 'Miel de brezo', category: null }
    expect(patchOf(before, after)).toEqual({ name: 'Miel de brezo', category: null })
  })

  it('never carries stock', () => {
    const keys = Object.keys(patchOf(attributesOf(emptyDraft('USD')), attributes()))
    expect(keys.filter((key) => /stock|quantity|onHand|inventory/i.test(key))).toEqual([])
  })

  it('does not take another order of members for a change', () => {
    const one = attributes({ group: 'g', options: { size: 'M', colour: 'red' } })
    const other = attributes({ group: 'g', options: { colour: 'red', size: 'M' } })
    expect(patchOf(one, other)).toEqual({})
  })
})

describe('two changes of one product', () => {
  it('ask where both changed a field, and take what only the other changed', () => {
    const before = attributes()
    const here = { ...before, name: 'Mine', tags: ['new'] }
    const there = { ...before, name: 'Theirs', description: 'Theirs' }
    expect(contested(before, here, there)).toEqual([
      { name: 'name', mine: true, here: 'Mine', there: 'Theirs' },
      { name: 'description', mine: false, here: before.description, there: 'Theirs' },
    ])
  })

  it('do not ask where both wrote the same', () => {
    const before = attributes()
    const same = { ...before, name: 'Same' }
    expect(contested(before, same, same)).toEqual([
      { name: 'name', mine: false, here: 'Same', there: 'Same' },
    ])
  })
})
