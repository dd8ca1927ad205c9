import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { products } from './catalogue.mjs'
import { PUBLIC, files } from './draw.mjs'
import { drawings } from './products.mjs'

const BYTES_MAX = 4096

/** The elements that are open when the text ends, or the first that closes wrongly. */
function unclosed(text) {
  const open = []
  for (const [, closing, name, empty] of text.matchAll(
    /<(\/?)([a-z]+)(?:\s[\w:-]+="[^"<&]*")*(\/?)>/g,
  )) {
    if (closing && open.pop() !== name) return [name]
    if (!closing && !empty) open.push(name)
  }
  return open
}

describe('the pictures of the sample products', () => {
  it('are one for each product, under its SKU', () => {
    const urls = products().map(({ sku, images }) => [sku, images.map(({ url }) => url)])
    expect(urls).toEqual(products().map(({ sku }) => [sku, [`/pictures/${sku}.svg`]]))
    expect(Object.keys(drawings).sort()).toEqual(
      products()
        .map(({ sku }) => sku)
        .sort(),
    )
  })

  it('are described, each in other words', () => {
    const texts = products().map(({ images }) => images[0].alt)
    expect(texts.filter((text) => text.length < 20)).toEqual([])
    expect(new Set(texts).size).toBe(texts.length)
  })

  it('stand in the repository as the code draws them', () => {
    const drawn = files().filter(({ name }) => name.startsWith('pictures/'))
    expect(readdirSync(join(PUBLIC, 'pictures')).sort()).toEqual(
      drawn.map(({ name }) => name.replace('pictures/', '')).sort(),
    )
    for (const { name, text } of files()) {
      expect(readFileSync(join(PUBLIC, name), 'utf8'), name).toBe(text)
    }
  })

  it.each(files())('$name is small, whole, and can stand beside others in a page', ({ text }) => {
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(BYTES_MAX)
    expect(text).toMatch(/^<svg [^>]*role="img"[^>]*><title>[^<]+<\/title>/)
    expect(unclosed(text)).toEqual([])
    expect(text.replaceAll(/<\/?[a-z]+(?:\s[\w:-]+="[^"<&]*")*\/?>/g, '')).not.toMatch(/[<>]/)
    expect(text).not.toMatch(/NaN|undefined|\sid=/)
  })
})
