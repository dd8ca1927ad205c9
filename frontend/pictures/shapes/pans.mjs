// Paella pans, seen from above.

import { at, cast, d, deep, disc, dots, fill, glint, line, pale, ring, soft } from '../paint.mjs'
import { leaf, round } from '../form.mjs'

/** A round pan with two handles, seen from above; `inside` lies in it. */
export function paellaPan({ r, steel, grip, inside }) {
  const ear = (side) => {
    const x = 200 + side * (r - 4)
    const out = side * 34
    return d`M${x} 168C${x + out} 164 ${x + out} 236 ${x} 232`
  }
  return at(
    200,
    200,
    at(
      -200,
      -200,
      cast(round(200, 200, r)) +
        line(ear(-1) + ear(1), deep(grip, 0.3), 15) +
        line(ear(-1) + ear(1), grip, 11) +
        disc(200, 200, r, steel) +
        ring(200, 200, r - 3, pale(steel, 0.5), 5) +
        disc(200, 200, r - 16, deep(steel, 0.24)) +
        disc(203, 204, r - 20, inside ? steel : deep(steel, 0.1)) +
        (inside ?? ''),
    ),
    { turn: -24 },
  )
}

/** The hammered bottom of an empty pan. */
export const hammered = (steel, r) => {
  const rings = [26, 54, 82, 106].filter((distance) => distance < r - 26)
  const spots = rings.flatMap((distance, i) =>
    Array.from({ length: 6 * (i + 1) }, (_, n) => {
      const angle = (n / (6 * (i + 1))) * 2 * Math.PI + i * 0.4
      return [203 + distance * Math.cos(angle), 204 + distance * Math.sin(angle)]
    }),
  )
  return (
    dots(spots, deep(steel, 0.22), 11) +
    dots(
      spots.map(([x, y]) => [x + 1.5, y + 2]),
      pale(steel, 0.1),
      6,
    ) +
    glint(
      d`M${206 - r * 0.62} ${200 - r * 0.34}C${200 - r * 0.4} ${200 - r * 0.66} 190 ${200 - r * 0.76} 226 ${200 - r * 0.74}C190 ${200 - r * 0.6} ${200 - r * 0.3} ${200 - r * 0.4} ${206 - r * 0.62} ${200 - r * 0.34}Z`,
      0.4,
    )
  )
}

/** Rice with prawns, peas, peppers and lemon. */
export function paella(r) {
  const prawn = (x, y, turn) =>
    at(
      x,
      y,
      line('M-20 12C-24 -14 4 -26 20 -8', '#e9795a', 15) +
        line('M-17 4C-14 -10 2 -17 14 -8', '#f6b79a', 4) +
        soft('M20 -8l14 -7l-4 13z', '#e9795a', 4),
      { turn },
    )
  const wedge = (x, y, turn) =>
    at(
      x,
      y,
      fill('M-26 0A26 26 0 0 1 26 0Z', '#efc83f') +
        fill('M-20 -1A20 20 0 0 1 20 -1Z', '#f9e48d') +
        line('M0 -2V-18M-13 -12L0 -2L13 -12', '#efc83f', 2),
      { turn },
    )
  const ringed = (count, distance, turn) =>
    Array.from({ length: count }, (_, i) => {
      const angle = ((i * 360) / count + turn) * (Math.PI / 180)
      return [
        203 + distance * Math.cos(angle),
        204 + distance * Math.sin(angle),
        (i * 360) / count + turn + 90,
      ]
    })
  const speck = (...all) => ringed(...all).map(([x, y]) => [Math.round(x), Math.round(y)])
  return (
    disc(203, 204, r, '#e3a52e') +
    dots(
      [
        ...speck(13, r * 0.9, 3),
        ...speck(8, r * 0.64, 8),
        ...speck(7, r * 0.36, 0),
        ...speck(3, r * 0.12, 20),
      ],
      '#f1c659',
      9,
    ) +
    dots(
      [...speck(9, r * 0.78, 9), ...speck(7, r * 0.5, 4), ...speck(4, r * 0.24, 9)],
      '#c98a1e',
      7,
    ) +
    fill(
      ringed(5, r * 0.48, 20)
        .map(([x, y, turn]) => leaf(x, y, 40, 9, turn + 40))
        .join(''),
      '#c2331f',
    ) +
    dots([...speck(7, r * 0.76, 14), ...speck(4, r * 0.3, 40)], '#6f9a45', 11) +
    ringed(4, r * 0.56, 62)
      .map((place) => prawn(...place))
      .join('') +
    ringed(3, r * 0.8, 20)
      .map(([x, y, turn]) => wedge(x, y, turn))
      .join('')
  )
}
