// The mark of the shop: a shelf in the niche of its back room.

import { fill, line } from './paint.mjs'

const OLIVE = '#4d5a2c'
const PAPER = '#f7f3ea'
const TERRACOTTA = '#c4623f'
const MUSTARD = '#d9a441'

const svg = (size, art) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" role="img" stroke-linecap="round" stroke-linejoin="round"><title>Trastienda</title>${art}</svg>\n`

/** A bottle and a jar over the shelf, a sack below it, in a box of 32 units. */
const shelf = (wall) =>
  fill('M6 27V15a10 10 0 0 1 20 0v12z', wall) +
  fill('M10.5 18.5v-5.2c0-1.2 1.2-1.6 1.2-3V8h2.6v2.3c0 1.4 1.2 1.8 1.2 3v5.2z', OLIVE) +
  fill(
    'M17 18.5v-4.3c0-.9.7-1.6 1.6-1.6h3.3c.9 0 1.6.7 1.6 1.6v4.3zM18 10.3h4.5v1.6h-4.5z',
    TERRACOTTA,
  ) +
  fill('M11 27c0-3.2 2-4.8 5-4.8s5 1.6 5 4.8z', MUSTARD) +
  fill('M6 18.5h20v2.2H6z', OLIVE)

const framed = shelf(PAPER) + line('M6 27V15a10 10 0 0 1 20 0v12M3 28.5h26', OLIVE, 2.6)

/** For the window of a browser: the niche in a wall of olive. */
export const favicon = () =>
  svg(
    32,
    fill('M8 0h16a8 8 0 0 1 8 8v16a8 8 0 0 1-8 8H8a8 8 0 0 1-8-8V8a8 8 0 0 1 8-8z', OLIVE) +
      shelf(PAPER),
  )

/** The niche alone, in its frame, in a picture: around the origin. */
export const shopMark = () => `<g transform="scale(3)translate(-16 -17)">${framed}</g>`
