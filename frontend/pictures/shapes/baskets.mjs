// Baskets and what is in them.

import {
  at,
  d,
  deep,
  disc,
  dots,
  line,
  oval,
  pale,
  ring,
  shade,
  shadow,
  slab,
  soft,
} from '../paint.mjs'
import { turned } from '../form.mjs'

/** A braided basket with two handles; `load` looks out of it. */
export function basket({ straw, grip, stripe, load, size = 1 }) {
  const body = turned(
    [
      [122, 200],
      [122, 250, 112, 300, 96, 336],
    ],
    { tilt: 0.18 },
  )
  const rows = [0, 1, 2, 3, 4, 5].map((i) => {
    const y = 222 + i * 22
    const r = 115 - i * i * 0.95
    return {
      path: d`M${200 - r} ${y}A${r} ${r * 0.18} 0 0 0 ${200 + r} ${y}`,
      dark: stripe && (i === 1 || i === 2),
    }
  })
  return at(
    200,
    336,
    at(
      -200,
      -336,
      shadow(200, 336, 100) +
        line('M138 206C136 96 264 96 262 206', deep(grip, 0.2), 10) +
        oval(200, 200, 122, 24, deep(straw, 0.42)) +
        load +
        body.body(straw) +
        rows
          .map(({ path, dark }, i) =>
            line(path, deep(dark ? stripe : straw, dark ? 0 : 0.26), 13, {
              strokeDasharray: '13 9',
              strokeDashoffset: i % 2 ? 11 : 0,
              strokeLinecap: 'butt',
            }),
          )
          .join('') +
        at(0, -11, line(rows.map(({ path }) => path).join(''), deep(straw, 0.34), 2)) +
        body.shade(0.17) +
        line('M78 200A122 22 0 0 0 322 200', pale(straw, 0.2), 12) +
        line('M78 200A122 22 0 0 0 322 200', deep(straw, 0.3), 3, { strokeDasharray: '10 9' }) +
        line('M128 226C126 86 274 86 272 226', grip, 11) +
        dots(
          [
            [128, 226],
            [272, 226],
            [128, 240],
            [272, 240],
          ],
          deep(grip, 0.35),
          8,
        ),
    ),
    { scale: size },
  )
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
  const body = turned(
    [
      [134, 236],
      [132, 270, 122, 310, 110, 336],
    ],
    { tilt: 0.14 },
  )
  const rows = [252, 274, 296, 318].map(
    (y, i) => d`M${66 + i * 5} ${y}A${134 - i * 5} ${18} 0 0 0 ${334 - i * 5} ${y}`,
  )
  return (
    shadow(200, 336, 116) +
    goods +
    body.body(wicker) +
    rows
      .map((path, i) =>
        line(path, deep(wicker, 0.26), 12, {
          strokeDasharray: '14 10',
          strokeDashoffset: i % 2 ? 12 : 0,
          strokeLinecap: 'butt',
        }),
      )
      .join('') +
    body.shade(0.17) +
    line('M66 236A134 18 0 0 0 334 236', pale(wicker, 0.2), 14) +
    line('M66 236A134 18 0 0 0 334 236', deep(wicker, 0.3), 3, { strokeDasharray: '11 9' }) +
    at(
      200,
      262,
      soft(
        'M0 0C-30 -40 -64 -30 -58 -6C-52 14 -22 8 0 0ZM0 0C30 -40 64 -30 58 -6C52 14 22 8 0 0Z',
        bow,
        6,
      ) +
        soft('M-2 4L-28 58L-12 54L0 14L14 56L30 52Z', deep(bow, 0.16), 4) +
        line('M-42 -10C-28 -16 -16 -8 -8 -2M42 -10C28 -16 16 -8 8 -2', deep(bow, 0.3), 4) +
        disc(0, 2, 13, deep(bow, 0.22)),
    ) +
    greens
  )
}

/** What a Christmas hamper holds: a bottle, a tin, a tablet, a jar. */
export const presents = () =>
  turned(
    [
      [12, 74],
      [12, 112],
      [12, 134, 36, 134, 36, 168],
      [36, 250],
    ],
    { x: 142 },
  ).body('#33452f') +
  slab(127, 60, 30, 44, 5, '#c8403a') +
  slab(106, 182, 72, 50, 0, '#f4e6c8') +
  oval(142, 206, 13, 13, '#d9a441') +
  at(
    282,
    190,
    slab(-34, -76, 68, 150, 5, '#2f5a6b') +
      slab(-26, -68, 52, 134, 3, 'none', { stroke: '#e8c87e', strokeWidth: 3 }) +
      disc(0, -22, 16, '#e8c87e'),
    { turn: 12 },
  ) +
  slab(182, 138, 72, 110, 14, '#e39a1f') +
  slab(180, 124, 76, 24, 5, '#f4ead2') +
  slab(182, 176, 72, 40, 0, '#f7ecd2') +
  disc(218, 196, 12, '#6f8f6c') +
  shade('M160 134C174 142 178 150 178 168V250H160ZM230 124H256V248H230Z', 0.18)
