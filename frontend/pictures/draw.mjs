// Writes the pictures of the sample products and the mark of the shop: node frontend/pictures/draw.mjs

import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { products } from './catalogue.mjs'
import { favicon, mark } from './mark.mjs'
import { drawings } from './products.mjs'
import { picture } from './stage.mjs'

export const PUBLIC = new URL('../public/', import.meta.url)

const pictures = () =>
  products().map(({ sku, category, images: [image] }) => ({
    name: image.url.slice(1),
    text: picture(drawings[sku], { title: image.alt, category }),
  }))

/** Every file as its name under `public` and its text. */
export const files = () => [
  ...pictures(),
  { name: 'favicon.svg', text: favicon() },
  { name: 'mark.svg', text: mark() },
]

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(new URL('pictures/', PUBLIC), { recursive: true })
  for (const { name, text } of files()) writeFileSync(new URL(name, PUBLIC), text)
}
