// Knives, lying askew.

import { at, cast, deep, dots, fill, glint, line, pale, shade, slab, soft } from '../paint.mjs'

/** A long thin blade for ham, with slices of it. */
export function hamKnife({ steel, grip }) {
  const blade = 'M-186 -12H52V14H-172C-190 14 -196 -4 -186 -12Z'
  const handle =
    'M52 -15C82 -22 120 -12 156 -20C176 -24 184 -14 182 2C178 20 160 22 140 18C110 14 84 22 52 18Z'
  const slice = (x, y, turn, meat) =>
    at(
      x,
      y,
      fill(
        'M-92 8C-88 -12 -58 -6 -38 -18C-14 -30 8 -16 32 -24C58 -34 88 -26 92 -8C94 8 70 8 48 14C24 20 6 14 -16 22C-44 34 -96 28 -92 8Z',
        '#f4dccf',
      ) +
        fill(
          'M-84 10C-74 -2 -54 2 -34 -8C-12 -18 8 -6 34 -14C58 -22 80 -18 84 -6C80 2 64 2 46 7C22 13 4 7 -18 15C-42 25 -78 24 -84 10Z',
          meat,
        ) +
        line(
          'M-66 10C-48 4 -34 8 -14 -2M-8 6C8 0 22 4 40 -4M46 -8C54 -12 62 -12 70 -9',
          '#e0a396',
          2.5,
        ),
      { turn },
    )
  return (
    slice(226, 318, -30, '#93232f') +
    slice(270, 276, -38, '#a92f3a') +
    at(
      194,
      168,
      cast(blade + handle) +
        fill(blade, steel) +
        shade('M-192 4H52V14H-172C-182 14 -190 10 -192 4Z', 0.18) +
        glint('M-186 -12H52V-8H-190Z', 0.6) +
        dots(
          [-150, -122, -94, -66, -38, -10, 18].map((x) => [x, 0]),
          deep(steel, 0.22),
          8,
          { strokeOpacity: 0.6 },
        ) +
        soft(handle, grip, 4) +
        slab(46, -18, 14, 38, 3, '#d9b45c') +
        dots(
          [
            [84, 0],
            [118, 1],
            [152, -2],
          ],
          '#e9d9a8',
          8,
        ),
      { turn: -34 },
    )
  )
}

/** A wide blade of carbon steel with a wooden grip. */
export function chefsKnife({ steel, wood }) {
  const blade = 'M-194 -20C-120 -34 -40 -38 44 -38V44C-40 50 -146 40 -194 -20Z'
  const handle =
    'M44 -34C84 -42 128 -34 168 -40C188 -42 194 -24 190 -8C184 6 164 4 144 0C112 -6 80 4 60 4H44Z'
  return at(
    206,
    196,
    cast(blade + handle) +
      soft(blade, steel, 3) +
      fill('M-194 -20C-128 14 -40 24 44 18V44C-40 50 -146 40 -194 -20Z', pale(steel, 0.6)) +
      line('M-150 -20C-100 -28 -40 -31 28 -31', pale(steel, 0.3), 3) +
      fill('M30 -39H54V6C50 30 48 40 44 45H30Z', deep(steel, 0.3)) +
      soft(handle, wood, 4) +
      shade(
        'M54 -4C84 -2 112 -12 144 -6C166 -2 184 -4 191 -12C188 8 164 8 144 2C112 -4 80 8 54 6Z',
        0.25,
      ) +
      dots(
        [
          [82, -18],
          [118, -18],
          [154, -20],
        ],
        '#e2bd66',
        9,
      ),
    { turn: -34 },
  )
}
