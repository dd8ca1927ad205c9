// Bars of soap, seen from above.

import { at, cast, deep, disc, fill, line, pale, shade, slab, soft } from '../paint.mjs'

const BAR =
  'M116 124H284C312 124 324 138 324 166V234C324 262 312 276 284 276H116C88 276 76 262 76 234V166C76 138 88 124 116 124Z'

const bar = (soap, on) =>
  cast(BAR) +
  fill(BAR, soap) +
  shade(
    'M306 129C318 135 324 147 324 166V234C324 262 312 276 284 276H116C100 276 89 271 83 262H270C298 262 310 248 310 220V152C310 142 309 135 306 129Z',
    0.16,
  ) +
  slab(96, 142, 196, 104, 26, 'none', { stroke: pale(soap, 0.45), strokeWidth: 5 }) +
  on

/** Two bars of soap; the upper one in a paper band. */
export const soapBars = ({ soap, paper, motif }) =>
  at(206, 148, at(-200, -200, bar(deep(soap, 0.07), '')), { turn: 14, scale: 0.9 }) +
  at(
    194,
    236,
    at(
      -200,
      -200,
      bar(
        soap,
        soft('M134 122H246V278H134Z', paper, 4) +
          shade('M220 120H248V280H220Z', 0.1) +
          line('M144 122V278M236 122V278', soap, 4) +
          at(190, 200, motif, { scale: 1.35 }),
      ),
    ),
    { turn: -10, scale: 1.04 },
  ) +
  [
    [72, 92, 20],
    [104, 66, 11],
    [334, 336, 18],
    [306, 362, 10],
  ]
    .map(
      ([x, y, r]) =>
        disc(x, y, r, '#fff', { fillOpacity: 0.45 }) +
        disc(x - r * 0.3, y - r * 0.35, r * 0.3, '#fff'),
    )
    .join('')
