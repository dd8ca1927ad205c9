// Glass jars with lids, and what one sees in them.

import { at, d, deep, dots, fill, glint, line, mix, pale, shadow } from '../paint.mjs'
import { TILT, band, drum, heap, hoop, leaf, turned } from '../form.mjs'

const BASE = 336

const straight = (r, top) => [
  [r - 8, top],
  [r, top + 8, r, top + 12, r, top + 26],
  [r, BASE - 14],
  [r, BASE - 4, r - 3, BASE, r - 8, BASE],
]
const round = (r, top) => [
  [r - 16, top],
  [r + 2, top + 14, r, top + 40, r, top + 66],
  [r, BASE - 30],
  [r, BASE - 8, r - 4, BASE, r - 14, BASE],
]

/** A lid with a ridge, or a flat cork. */
function cover(neck, top, { lid, cork }) {
  if (cork) return drum(neck - 4, top - 40, top + 6, lid)
  return drum(neck, top - 30, top + 2, lid) + line(hoop(neck, top - 8), deep(lid, 0.22), 4)
}

/**
 * A jar of radius `r` from `top` to the table. `inside` is painted between the
 * colour of the contents and the front of the glass.
 */
export function jar({ r, top, belly = straight, contents, inside, label, lid, cork = false }) {
  const glass = turned(belly(r, top))
  const filled = turned(belly(r - 6, top))
  return (
    shadow(200, BASE, r) +
    glass.body('#eef3ea', { fillOpacity: 0.75 }) +
    filled.body(contents) +
    inside +
    (label ? sticker(r, label) : '') +
    glass.shade(0.16) +
    line(d`M${200 - r * 0.76} ${top + 30}V${BASE - 24}`, '#fff', 9, { strokeOpacity: 0.4 }) +
    cover(belly === round ? r - 14 : r - 6, top, { lid, cork })
  )
}

/** A jar with shoulders, as for honey. */
export const roundJar = (parts) => jar({ ...parts, belly: round })

function sticker(r, { paper, span: [from, to], motif, scale = 1 }) {
  const middle = (from + to) / 2 + r * TILT * 0.85
  return fill(band(r + 0.6, from, to), paper) + at(197, middle, motif, { scale })
}

/** Saffron: a heap of fine curved threads. */
export const threads = (red) => {
  const strand = (x, y, i) =>
    d`M${x} ${y}q${6 + (i % 3) * 4} ${i % 2 ? -12 : 11} ${19 + (i % 4) * 2} ${(i % 5) - 2}`
  const paint = (step, colour, y) =>
    line(
      heap(140, y, 96, 318 - y, step)
        .map(([px, py], i) => strand(px, py, i))
        .join(''),
      colour,
      3.2,
    )
  return (
    fill('M136 230C160 212 236 206 264 226V322C244 342 156 342 136 322Z', deep(red, 0.3)) +
    paint(19, red, 220) +
    paint(30, mix(red, '#f0913a', 0.55), 224)
  )
}

/** Coarse white salt up to a slope. */
export const flakes = () =>
  fill('M140 214C170 196 232 190 260 206L262 322C240 344 160 344 138 322Z', '#fff') +
  fill(
    heap(146, 214, 110, 104, 21)
      .map(([x, y], i) => d`M${x} ${y}l8 -5l7 6l-8 5z${i % 3 ? '' : 'm4 9l5 -3l4 3l-5 3z'}`)
      .join(''),
    '#cfdcdd',
  )

/** Fish loins standing in oil. */
export const loins = (meat) =>
  [142, 172, 203, 232]
    .map(
      (x, i) =>
        fill(
          d`M${x - 10} ${176 + (i % 2) * 8}C${x - 14} 210 ${x - 12} 290 ${x - 6} 332C${x + 4} 338 ${x + 14} 336 ${x + 18} 328C${x + 24} 280 ${x + 24} 210 ${x + 16} ${174 + (i % 2) * 10}C${x + 8} 166 ${x - 4} 166 ${x - 10} ${176 + (i % 2) * 8}Z`,
          i % 2 ? deep(meat, 0.1) : meat,
        ) + line(d`M${x + 2} 184C${x} 230 ${x} 280 ${x + 4} 326`, deep(meat, 0.22), 2),
    )
    .join('')

/** Roasted peppers pressed against the glass. */
export const peppers = (red) =>
  [
    [146, 238, 6],
    [184, 244, -8],
    [222, 238, 6],
    [256, 242, -4],
    [164, 326, -10],
    [206, 330, 8],
    [242, 326, -6],
  ]
    .map(([x, y, turn], i) =>
      fill(leaf(x, y, 74, 28, turn), i % 2 ? deep(red, 0.16) : pale(red, 0.08)),
    )
    .join('') +
  line('M146 184C140 196 140 208 144 218M220 186C214 198 214 208 218 218', '#fff', 4, {
    strokeOpacity: 0.35,
  })

/** Spears of asparagus, tips up. */
export const spears = (white, tip) => {
  const places = [
    [147, 138],
    [174, 130],
    [201, 142],
    [228, 132],
    [253, 140],
  ]
  const tips = places.map(
    ([x, y]) =>
      d`M${x - 12} ${y + 34}C${x - 12} ${y + 14} ${x - 5} ${y + 4} ${x} ${y}C${x + 5} ${y + 4} ${x + 12} ${y + 14} ${x + 12} ${y + 34}l-6 -10l-6 14l-6 -14z`,
  )
  const scales = places.map(
    ([x, y]) => leaf(x - 8, y + 78, 18, 8, 12) + leaf(x + 7, y + 58, 18, 8, -12),
  )
  return (
    line(places.map(([x, y]) => d`M${x} ${y + 30}V328`).join(''), white, 25, {
      strokeLinecap: 'butt',
    }) +
    fill(tips.join(''), tip) +
    fill(scales.join(''), deep(white, 0.2))
  )
}

/** Light through honey. */
export const honeyLight = (gold) =>
  glint(
    d`M146 190C164 176 186 176 196 180C170 214 160 270 168 334C150 330 140 324 138 316Z`,
    0.22,
  ) +
  dots(
    [
      [232, 206],
      [246, 226],
      [226, 232],
    ],
    pale(gold, 0.4),
    7,
  )
