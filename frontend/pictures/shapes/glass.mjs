// Clear glass: the porrón, the jug, the tumblers.

import { deep, fill, line, oval, pale, shadow } from '../paint.mjs'
import { TILT, band, turned } from '../form.mjs'

/** The drinking jug with a long spout, half full of wine. */
export function porron(glass, wine) {
  const body = turned([
    [13, 76],
    [13, 128],
    [15, 170, 92, 214, 96, 318],
    [96, 330, 92, 334, 84, 336],
  ])
  const inside = turned([
    [53, 222],
    [74, 248, 86, 284, 88, 316],
    [88, 326, 84, 328, 78, 330],
  ])
  return (
    shadow(200, 334, 94) +
    fill('M252 262C286 236 316 176 330 124L338 127C328 190 306 260 272 304Z', glass, {
      fillOpacity: 0.62,
    }) +
    fill('M254 280C272 268 288 244 300 220L312 224C302 254 286 286 270 304Z', wine) +
    body.body(glass, { fillOpacity: 0.72 }) +
    inside.body(wine) +
    oval(200, 222, 53, 9, pale(wine, 0.2)) +
    fill(band(16, 76, 84), glass) +
    oval(200, 76, 16, 4, deep(glass, 0.2)) +
    inside.shade(0.22) +
    body.glint(0.5, -0.74, -0.86) +
    line('M329 128C318 176 304 212 288 238', '#fff', 3, { strokeOpacity: 0.6 }) +
    fill('M328 122l12 4l-2 6l-12 -4z', pale(glass))
  )
}

/** A jug of blown glass with water in it. */
export function waterJug(glass, water) {
  const body = turned([
    [54, 84],
    [50, 130, 84, 180, 84, 250],
    [84, 306, 74, 330, 62, 336],
  ])
  const inside = turned([
    [66, 190],
    [76, 216, 76, 236, 76, 252],
    [76, 302, 68, 322, 58, 328],
  ])
  return (
    shadow(200, 334, 78) +
    line('M252 112C318 104 326 214 276 246', glass, 17) +
    line('M254 110C310 106 316 196 282 234', '#fff', 4, { strokeOpacity: 0.5 }) +
    body.body(glass, { fillOpacity: 0.82 }) +
    inside.body(water) +
    oval(200, 190, 66, 11, pale(water, 0.45)) +
    body.shade(0.12) +
    body.glint(0.5, -0.68, -0.82) +
    fill('M146 84C130 70 126 66 120 66C124 84 136 104 148 112Z', glass) +
    oval(200, 84, 54, 10, deep(glass, 0.22)) +
    line(
      'M121 67C134 74 160 76 200 75C232 75 254 78 254 84C254 91 228 94 200 94C170 94 148 92 121 67Z',
      pale(glass, 0.6),
      4,
    )
  )
}

function tumbler(x, base, glass) {
  const body = turned(
    [
      [41, base - 80],
      [35, base - 2],
      [35, base],
    ],
    { x },
  )
  return (
    body.body(glass, { fillOpacity: 0.8 }) +
    fill(band(35.6, base - 14, base, { x }), deep(glass, 0.25), { fillOpacity: 0.6 }) +
    oval(x, base - 80, 41, 41 * TILT, deep(glass, 0.16), {
      stroke: pale(glass, 0.6),
      strokeWidth: 3,
    }) +
    body.shade(0.13) +
    body.glint(0.5, -0.62, -0.78)
  )
}

/** Glasses of one set, each tint its own, as a tower of three, two and one. */
export const tumblers = (tints) => {
  const places = [
    [110, 340],
    [200, 340],
    [290, 340],
    [155, 254],
    [245, 254],
    [200, 168],
  ]
  return (
    shadow(200, 340, 126, 14) + places.map(([x, base], i) => tumbler(x, base, tints[i])).join('')
  )
}
