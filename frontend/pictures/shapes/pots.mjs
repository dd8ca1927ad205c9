// A cazuela, a mortar, a coffee pot.

import {
  d,
  deep,
  disc,
  dots,
  fill,
  glint,
  line,
  oval,
  pale,
  shadow,
  slab,
  soft,
} from '../paint.mjs'
import { scatter, turned } from '../form.mjs'

/** A wide pot of clay, glazed inside. */
export function cazuela(clay, glaze) {
  const body = turned(
    [
      [138, 222],
      [140, 280, 128, 322, 96, 330],
      [94, 336, 90, 336, 86, 336],
    ],
    { tilt: 0.18 },
  )
  return (
    shadow(200, 334, 116) +
    soft('M62 232C40 226 36 256 64 262ZM338 232C360 226 364 256 336 262Z', deep(clay, 0.1), 14) +
    body.body(clay) +
    line('M69 268C110 302 290 302 331 268', deep(clay, 0.16), 5) +
    body.shade(0.18) +
    body.glint(0.22, -0.76, -0.86) +
    oval(200, 222, 138, 36, pale(clay, 0.16)) +
    oval(200, 223, 126, 29, deep(glaze, 0.32)) +
    fill(
      'M80 231C106 214 150 208 206 208C262 208 300 216 320 231C300 246 254 252 200 252S100 246 80 231Z',
      glaze,
    ) +
    line('M112 230C130 220 160 216 190 216', '#fff', 5, { strokeOpacity: 0.5 })
  )
}

/** A mortar of speckled stone with its pestle. */
export function mortar(stone) {
  const body = turned(
    [
      [106, 190],
      [108, 262, 92, 306, 66, 314],
      [66, 322, 74, 326, 76, 336],
    ],
    { tilt: 0.2 },
  )
  const specks = (seed) =>
    scatter(26, {
      x: 104,
      y: 226,
      width: 190,
      height: 96,
      apart: 13,
      seed,
      inside: (x, y) => Math.abs(x - 200) < 98 - Math.max(0, y - 256) * 0.6,
    })
  return (
    shadow(200, 334, 88) +
    body.body(stone) +
    dots(specks(2), pale(stone, 0.5), 4) +
    dots(specks(5), deep(stone, 0.4), 4) +
    body.shade(0.2) +
    oval(200, 190, 106, 30, pale(stone, 0.3)) +
    oval(200, 191, 84, 21, deep(stone, 0.42)) +
    line('M214 196L286 82', deep(stone, 0.1), 36) +
    line('M222 196L292 86', deep(stone, 0.26), 14) +
    line('M204 186L274 76', pale(stone, 0.25), 5) +
    fill(
      'M116 191C120 204 156 212 200 212S280 204 284 191L306 190C304 210 260 221 200 221S96 210 94 190Z',
      pale(stone, 0.3),
    )
  )
}

/** A coffee pot for the stove, eight-sided. */
export function coffeePot(metal, grip) {
  const facets = (top, base, tops, bases, tones) =>
    tones
      .map((tone, i) =>
        fill(d`M${tops[i]} ${top}H${tops[i + 1]}L${bases[i + 1]} ${base}H${bases[i]}Z`, tone),
      )
      .join('')
  const tones = [pale(metal, 0.3), pale(metal, 0.65), metal, deep(metal, 0.26)]
  return (
    shadow(196, 338, 80, 13) +
    line('M256 128H308C318 128 320 134 318 142L298 224', grip, 20) +
    fill('M150 116L104 104L142 158Z', deep(metal, 0.12)) +
    facets(226, 338, [142, 170, 214, 244, 258], [116, 156, 220, 262, 282], tones) +
    facets(112, 214, [128, 160, 218, 254, 270], [146, 172, 212, 240, 254], tones) +
    slab(138, 208, 122, 22, 5, deep(metal, 0.2)) +
    slab(138, 208, 78, 22, 5, pale(metal, 0.1)) +
    facets(82, 112, [160, 178, 208, 226, 236], [124, 160, 218, 256, 274], tones) +
    slab(120, 107, 156, 10, 4, deep(metal, 0.16)) +
    slab(182, 60, 32, 26, 9, grip) +
    glint('M189 64h6v14h-6z', 0.3) +
    disc(160, 272, 9, '#c79a3f') +
    disc(160, 272, 4, deep('#c79a3f', 0.3))
  )
}
