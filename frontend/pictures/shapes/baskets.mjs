// Baskets and what is in them.

import { at, deep, disc, line, oval, pale, ring, shade, shadow, slab, soft } from '../paint.mjs'
import { TILT, hoop, turned } from '../form.mjs'

/** Rows of braid around a basket, each a circle `[r, y]`; every other row is shifted. */
function braid(rows, straw, dark = () => straw) {
  const arc = ([r, y]) => hoop(r, y)
  const strands = rows.map((row, i) =>
    line(arc(row), deep(dark(i), 0.26), 13, {
      strokeDasharray: '13 9',
      strokeDashoffset: (i % 2) * 11,
      strokeLinecap: 'butt',
    }),
  )
  return strands.join('') + at(0, -11, line(rows.map(arc).join(''), deep(straw, 0.34), 2))
}

/** The rim of a basket over its front. */
function rim(r, y, straw) {
  const arc = hoop(r, y)
  return (
    line(arc, pale(straw, 0.2), 13) + line(arc, deep(straw, 0.3), 3, { strokeDasharray: '10 9' })
  )
}

const opening = (r, y, straw) => oval(200, y, r, r * TILT, deep(straw, 0.45))

/** A braided basket with two handles; `load` looks out of it. */
export function basket({ straw, grip, stripe = straw, load, size = 1 }) {
  const profile = [
    [122, 200],
    [122, 250, 112, 300, 96, 336],
  ]
  const body = turned(profile, { open: true })
  const rows = [0, 1, 2, 3, 4, 5].map((i) => [114 - i * i * 0.95, 223 + i * 21])
  const art =
    shadow(200, 336, 100) +
    line('M138 206C136 96 264 96 262 206', deep(grip, 0.2), 10) +
    opening(122, 200, straw) +
    load +
    body.body(straw) +
    braid(rows, straw, (i) => (i === 1 || i === 2 ? stripe : straw)) +
    body.shade() +
    rim(122, 200, straw) +
    line('M128 226C126 86 274 86 272 226', grip, 11) +
    line('M128 226v14M272 226v14', deep(grip, 0.35), 7, { strokeDasharray: '0 14' })
  return at(200, 336, at(-200, -336, art), { scale: size })
}

const log = (x, y, r, wood) =>
  disc(x, y, r, pale(wood, 0.4), { stroke: deep(wood, 0.35), strokeWidth: 5 }) +
  ring(x, y, r * 0.5, wood, 2.5) +
  disc(x, y, 3, wood)

/** Firewood, its cut ends to the front. */
export const logs = (wood) =>
  log(146, 172, 30, wood) +
  log(256, 174, 28, wood) +
  log(202, 164, 34, wood) +
  log(176, 204, 26, wood) +
  log(230, 206, 26, wood)

/** A basket of the season: what is in it stands behind the rim. */
export function hamper({ wicker, bow, greens, goods }) {
  const profile = [
    [134, 236],
    [132, 270, 122, 310, 110, 336],
  ]
  const body = turned(profile, { open: true })
  const rows = [0, 1, 2].map((i) => [126 - i * 6, 262 + i * 26])
  return (
    shadow(200, 336, 116) +
    opening(134, 236, wicker) +
    goods +
    body.body(wicker) +
    braid(rows, wicker) +
    body.shade() +
    rim(134, 236, wicker) +
    at(200, 266, knot(bow)) +
    greens
  )
}

/** A bow with two loops and two ends. */
const knot = (colour) =>
  soft('M0 0C-30-40-64-30-58-6C-52 14-22 8 0 0ZM0 0C30-40 64-30 58-6C52 14 22 8 0 0Z', colour, 6) +
  soft('M-2 4L-28 58L-12 54L0 14L14 56L30 52Z', deep(colour, 0.16), 4) +
  line('M-42-10C-28-16-16-8-8-2M42-10C28-16 16-8 8-2', deep(colour, 0.3), 4) +
  disc(0, 2, 13, deep(colour, 0.22))

/** What a Christmas hamper holds: a bottle, a jar, a tablet. */
export const presents = () =>
  wine('#33452f', '#c8403a', '#f4e6c8') +
  at(282, 196, turron('#2f5a6b', '#e8c87e'), { turn: 12 }) +
  honey('#e39a1f', '#f4ead2')

const wine = (glass, cap, label) => {
  const profile = [
    [12, 74],
    [12, 112],
    [12, 134, 36, 134, 36, 168],
    [36, 262],
  ]
  const body = turned(profile, { x: 142 })
  return (
    body.body(glass) +
    slab(106, 182, 72, 52, 0, label) +
    disc(142, 208, 13, '#d9a441') +
    body.shade() +
    slab(127, 60, 30, 44, 5, cap)
  )
}

const turron = (sleeve, edge) =>
  slab(-34, -76, 68, 160, 5, sleeve) +
  slab(-26, -68, 52, 144, 3, 'none', { stroke: edge, strokeWidth: 3 }) +
  disc(0, -22, 16, edge)

const honey = (gold, paper) =>
  slab(182, 138, 72, 128, 14, gold) +
  slab(180, 124, 76, 24, 5, paper) +
  slab(182, 178, 72, 44, 0, paper) +
  disc(218, 200, 12, '#6f8f6c') +
  shade('M232 124H256V266H232Z')
