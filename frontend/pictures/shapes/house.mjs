// A blanket, a candle, a water jar, a fan.

import {
  at,
  cast,
  d,
  deep,
  disc,
  dots,
  fill,
  line,
  oval,
  pale,
  shade,
  shadow,
  slab,
  soft,
} from '../paint.mjs'
import { TILT, turned } from '../form.mjs'

/** A folded blanket, one end hanging over with its fringe. */
export function blanket({ wool, stripe }) {
  const fold = (y, tone) => line(d`M104 ${y}H296`, tone, 50)
  const fringe = Array.from(
    { length: 12 },
    (_, i) => d`M${126 + i * 9.4} 292l${(i % 3) - 1} 26`,
  ).join('')
  return (
    shadow(206, 334, 128, 15) +
    fold(312, deep(wool, 0.12)) +
    line('M104 331H296', deep(wool, 0.3), 5) +
    fold(264, wool) +
    line('M104 285H300', deep(wool, 0.26), 5) +
    fold(216, deep(wool, 0.06)) +
    line('M104 237H300', deep(wool, 0.26), 5) +
    shade('M262 191H296a25 24 0 0 1 0 48a25 24 0 0 1 0 48a25 25 0 0 1 0 50H262Z', 0.13) +
    soft('M92 194L126 158H318L310 194Z', pale(wool, 0.16), 14) +
    line(fringe, pale(wool, 0.42), 5) +
    soft('M122 190L148 162H252L234 190V292H122Z', pale(wool, 0.28), 5) +
    shade('M122 190H234V200H122Z', 0.1) +
    line('M122 258H234M122 274H234', stripe, 8, { strokeLinecap: 'butt' }) +
    line('M122 244H234', stripe, 3, { strokeLinecap: 'butt' }) +
    shade('M208 190H236V294H208Z', 0.12)
  )
}

/** A candle of rolled wax with the pattern of the comb. */
export function candle({ wax, dish }) {
  const body = turned([
    [64, 148],
    [64, 316],
  ])
  const cell = (x, y) => d`M${x} ${y - 13}l11 6.5v13l-11 6.5l-11 -6.5v-13z`
  const cells = Array.from({ length: 8 }, (_, row) =>
    (row % 2 ? [167, 189, 211, 233] : [156, 178, 200, 222, 244])
      .map((x) => cell(x, 180 + row * 18 + Math.sqrt(1 - ((x - 200) / 64) ** 2) * 9))
      .join(''),
  )
  return (
    disc(200, 92, 84, '#f6cf7a', { fillOpacity: 0.14 }) +
    disc(200, 92, 52, '#f6cf7a', { fillOpacity: 0.22 }) +
    shadow(200, 334, 112) +
    oval(200, 328, 112, 20, deep(dish, 0.3)) +
    oval(200, 321, 112, 20, dish) +
    oval(200, 321, 94, 14, deep(dish, 0.2)) +
    body.body(wax) +
    line(cells.join(''), deep(wax, 0.2), 2.5) +
    body.shade(0.2) +
    body.glint(0.25, -0.66, -0.82) +
    oval(200, 148, 64, 64 * TILT, pale(wax, 0.45)) +
    oval(200, 149, 40, 6, pale(wax, 0.75)) +
    line('M200 148V124', '#3b2a2a', 4) +
    fill('M200 52C216 82 226 98 220 116C216 130 184 130 180 116C174 98 186 84 200 52Z', '#f2a33c') +
    fill('M201 82C210 98 214 106 210 116C206 124 194 124 191 116C188 106 194 98 201 82Z', '#fdebb5')
  )
}

/** The white clay jar that cools water, with its ring and two mouths. */
export function botijo(clay, paint) {
  const body = turned([
    [16, 148],
    [70, 152, 116, 190, 116, 246],
    [116, 300, 92, 326, 64, 336],
  ])
  return (
    shadow(200, 334, 96) +
    line('M166 152C150 70 250 70 234 152', deep(clay, 0.12), 22) +
    line('M164 146C154 82 226 72 232 116', pale(clay, 0.6), 5) +
    soft('M112 184L86 132H128L148 164Z', clay, 8) +
    oval(107, 131, 25, 7, deep(clay, 0.3)) +
    soft('M270 170L306 112L318 118L296 190Z', deep(clay, 0.14), 8) +
    oval(312, 114, 8, 4.5, deep(clay, 0.45), { transform: 'rotate(28 312 114)' }) +
    body.body(clay) +
    line('M87 226C124 256 276 256 313 226M88 268C126 300 274 300 312 268', paint, 5) +
    dots(
      [
        [110, 264],
        [140, 275],
        [170, 281],
        [200, 283],
        [230, 281],
        [260, 275],
        [290, 264],
      ],
      paint,
      9,
    ) +
    body.shade(0.16) +
    body.glint(0.5, -0.7, -0.8)
  )
}

/** An open fan: pierced ribs of wood, a pleated leaf of cotton. */
export function fan({ wood, cotton, stripe, motif }) {
  const point = (r, degrees) => {
    const angle = (degrees * Math.PI) / 180
    return d`${200 + r * Math.sin(angle)} ${292 - r * Math.cos(angle)}`
  }
  const [start, step] = [-72, 12]
  const ribs = Array.from({ length: 13 }, (_, i) => start + i * step)
  const sector = (near, far, from, to) =>
    `M${point(near, from)}L${point(far, from)}A${far} ${far} 0 0 1 ${point(far, to)}L${point(near, to)}A${near} ${near} 0 0 0 ${point(near, from)}Z`
  const pleat = (degrees) =>
    `M${point(104, degrees)}L${point(190, degrees)}L${point(190, degrees + step / 2)}L${point(104, degrees + step / 2)}Z`
  const arc = (r) => `M${point(r, start)}A${r} ${r} 0 0 1 ${point(r, -start)}`
  const spoke = (from, to) => (degrees) => `M${point(from, degrees)}L${point(to, degrees)}`
  return (
    cast(sector(20, 190, start, -start)) +
    fill(sector(104, 190, start, -start), cotton) +
    [-54, -18, 18, 54]
      .map((degrees) => at(...point(146, degrees).split(' '), motif, { turn: degrees }))
      .join('') +
    shade(
      ribs
        .slice(0, -1)
        .map((degrees) => pleat(degrees + step / 2))
        .join(''),
      0.1,
    ) +
    line(arc(186), stripe, 9) +
    line(arc(110), stripe, 4) +
    line(ribs.map(spoke(0, 106)).join(''), wood, 10) +
    line(ribs.map(spoke(60, 88)).join(''), deep(wood, 0.45), 3.5, { strokeDasharray: '10 8' }) +
    line([start, -start].map(spoke(-14, 190)).join(''), deep(wood, 0.2), 12) +
    disc(200, 292, 9, '#e2bd66') +
    disc(200, 292, 4, deep('#e2bd66', 0.3)) +
    line('M200 300C196 318 206 328 200 342', stripe, 4) +
    slab(193, 342, 14, 26, 5, stripe)
  )
}
