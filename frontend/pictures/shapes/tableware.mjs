// Plates, bowls and mugs.

import {
  at,
  cast,
  d,
  deep,
  disc,
  dots,
  fill,
  glint,
  line,
  oval,
  pale,
  ring,
  shade,
  shadow,
} from '../paint.mjs'
import { leaf, round, turned } from '../form.mjs'

const GLAZE = '#f9f4e8'

/** A wreath of painted strokes at the distance `r` from the middle of a plate. */
const wreath = (r, count, length, width, lean) =>
  Array.from({ length: count }, (_, i) => {
    const angle = (i * 2 * Math.PI) / count
    return leaf(
      200 + r * Math.sin(angle),
      200 - r * Math.cos(angle),
      length,
      width,
      (i * 360) / count + lean,
    )
  }).join('')

/** A plate seen from above, its rim painted. */
export function plate({ r, colour, strokes, centre }) {
  const well = r * 0.64
  return (
    cast(round(200, 200, r)) +
    disc(200, 200, r, GLAZE) +
    ring(200, 200, r - 5, colour, 9) +
    glint(
      d`M${200 - r + 13} 200A${r - 13} ${r - 13} 0 0 1 200 ${200 - r + 13}V${200 - r + 26}A${r - 26} ${r - 26} 0 0 0 ${200 - r + 26} 200Z`,
      0.8,
    ) +
    fill(wreath(r - 26, strokes, 26, 7, 62) + wreath(r - 28, strokes, 20, 6, 118), colour) +
    disc(200, 200, well, deep(GLAZE, 0.16)) +
    disc(203, 204, well - 3, GLAZE) +
    ring(203, 204, well - 8, colour, 3) +
    at(203, 204, centre)
  )
}

/** A bowl seen from the front, a little from above. */
export function bowl({ colour }) {
  const body = turned([
    [128, 186],
    [126, 262, 92, 312, 60, 322],
    [60, 336],
  ])
  const strokes = Array.from({ length: 9 }, (_, i) => {
    const x = (i - 4) * 24
    const y = 242 + Math.sqrt(1 - (x / 118) ** 2) * 18
    return leaf(200 + x, y, 30, 11, x * 0.18) + leaf(200 + x + 6, y + 6, 18, 7, x * 0.16 + 50)
  })
  return (
    shadow(200, 336, 86) +
    body.body(GLAZE) +
    fill(strokes.join(''), colour) +
    line('M117 282C150 302 250 302 283 282', colour, 4) +
    line('M141 320C170 332 230 332 259 320', colour, 4) +
    body.shade(0.14) +
    oval(200, 186, 128, 30, colour) +
    oval(200, 187, 119, 25, deep(GLAZE, 0.2)) +
    fill(
      'M84 193C106 214 156 215 200 212C262 209 300 204 316 193C306 204 264 212 200 212C140 212 96 204 84 193Z',
      deep(GLAZE, 0.3),
    ) +
    fill(
      'M86 194C108 180 150 176 214 176C270 176 300 180 314 194C296 208 250 212 200 212C150 212 104 208 86 194Z',
      pale(GLAZE, 0.5),
    ) +
    body.glint(0.55, -0.78, -0.88)
  )
}

/** A mug of clay; `inside` is its glaze. */
export function mug({ clay, inside, drink, speck }) {
  const body = turned([
    [78, 142],
    [80, 200, 80, 260, 76, 316],
    [75.5, 328, 74, 334, 70, 336],
  ])
  const specks = [
    [140, 190],
    [160, 230],
    [148, 282],
    [186, 206],
    [204, 262],
    [232, 196],
    [226, 300],
    [176, 312],
    [250, 244],
    [264, 186],
    [132, 246],
    [192, 172],
  ]
  return (
    shadow(206, 334, 80) +
    line('M270 186C340 166 344 296 262 286', deep(clay, 0.12), 24) +
    line('M272 182C326 168 330 240 312 266', pale(clay, 0.2), 5) +
    body.body(clay) +
    dots(specks, speck, 3.5, { strokeOpacity: 0.7 }) +
    line('M123 298C156 320 244 320 277 298', deep(clay, 0.2), 3) +
    body.shade(0.2) +
    body.glint(0.2, -0.66, -0.78) +
    oval(200, 142, 78, 17, pale(clay, 0.24)) +
    oval(200, 143, 70, 13.5, inside) +
    fill(
      'M131 146C150 136 170 134 206 134C240 134 258 138 269 146C256 154 232 157 200 157C168 157 144 154 131 146Z',
      drink,
    ) +
    shade('M228 157C252 155 268 150 270 143C270 136 250 131 230 131C250 136 252 150 228 157Z', 0.16)
  )
}
