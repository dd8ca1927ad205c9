// Tablets of turrón and chocolate, seen from above.

import { at, cast, d, deep, dots, fill, oval, pale, shade, slab, soft } from '../paint.mjs'
import { heap } from '../form.mjs'

const BAR = 'M112 48H288V352H112Z'

/** A tablet half out of its paper sleeve, lying a little askew. */
export function tablet({ sweet, inside, sleeve, edge, motif, foil }) {
  const art =
    cast(BAR) +
    soft('M118 44H282V200H118Z', foil, 8) +
    soft('M128 56H272V200H128Z', sweet, 10) +
    inside +
    soft('M112 168H288V350H112Z', sleeve, 8) +
    shade('M108 164H292V174H108Z', 0.22) +
    shade('M232 164H292V354H232Z', 0.1) +
    slab(122, 186, 156, 154, 4, 'none', { stroke: edge, strokeWidth: 3 }) +
    at(200, 262, motif, { scale: 1.5 })
  return at(200, 200, at(-200, -200, art), { turn: -9, scale: 1.06 })
}

/** The squares of a chocolate bar. */
export const squares = (brown) =>
  [
    [134, 62],
    [182, 62],
    [230, 62],
    [134, 114],
    [182, 114],
    [230, 114],
  ]
    .map(
      ([x, y]) =>
        fill(d`M${x} ${y}h37v44h-37z`, pale(brown, 0.1)) +
        fill(d`M${x} ${y + 44}h37v-44l-7 7v30h-30z`, deep(brown, 0.3)),
    )
    .join('')

/** Whole almonds set in nougat. */
export const nuts = (brown) =>
  [
    [152, 84, 20],
    [196, 76, -34],
    [242, 86, 62],
    [168, 128, -60],
    [214, 122, 8],
    [250, 136, -20],
    [140, 152, 30],
    [194, 156, 80],
  ]
    .map(
      ([x, y, turn]) =>
        `<g transform="translate(${x} ${y})rotate(${turn})">${oval(0, 0, 11, 18, brown)}${oval(4, 2, 5, 13, deep(brown, 0.2))}</g>`,
    )
    .join('')

/** Almond meal: specks. */
export const meal = (brown) =>
  dots(heap(138, 66, 126, 96, 15), brown, 3.6) +
  dots(heap(146, 72, 112, 84, 27), deep(brown, 0.3), 5)
