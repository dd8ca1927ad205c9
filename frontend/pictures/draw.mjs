// Writes the pictures of the sample products and the mark of the shop: node frontend/pictures/draw.mjs

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { products } from './catalogue.mjs'
import { favicon } from './mark.mjs'
import { drawings } from './products.mjs'
import { picture } from './stage.mjs'

export const PUBLIC = join(import.meta.dirname, '../public')

const pictures = () =>
  products().map(({ sku, category, images: [image] }) => ({
    name: image.url.slice(1),
    text: picture(drawings[sku], { title: image.alt, category }),
  }))

/** Every file as its name under `public` and its text. */
export const files = () => [...pictures(), { name: 'favicon.svg', text: favicon() }]

if (process.argv[1] === import.meta.filename) {
  mkdirSync(join(PUBLIC, 'pictures'), { recursive: true })
  for (const { name, text } of files()) writeFileSync(join(PUBLIC, name), text)
}
