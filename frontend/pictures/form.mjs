// Outlines: bodies turned on an axis, bands around them, boxes, leaves, scattered points.

import { d, deep, fill, glint, oval, pale, shade, soft } from './paint.mjs'

/** Where the shaded side begins, from the axis (0) to the right-hand outline (1). */
const SHADED = 0.42

/** How far a circle seen from a little above is open: its height to its width. */
export const TILT = 0.16

/**
 * A body turned on the vertical axis `x`. Its profile is the right-hand
 * outline from top to bottom, as distances from the axis: `[r, y]` begins or
 * draws a line, `[r1, y1, r2, y2, r, y]` a curve. An `open` one lets what is
 * behind its front rim be seen.
 */
export function turned(profile, { x = 200, tilt = TILT, open = false } = {}) {
  const side = (k) => down(profile, x, k)
  const back = (k) => up(profile, x, k)
  /** The point on the front edge of the circle `r` at `y`, `k` of the way to its right end. */
  const front = (r, y, k) => d`${x + r * k} ${y + r * tilt * Math.sqrt(1 - k * k)}`
  const foot = (k, sweep) => {
    const [r, y] = profile.at(-1).slice(-2)
    return d`A${r} ${r * tilt} 0 0 ${sweep} ${front(r, y, k)}`
  }
  const mouth = (k) => {
    const [r, y] = profile[0]
    return open ? d`L${front(r, y, k)}A${r} ${r * tilt} 0 0 0 ${front(r, y, 1)}Z` : 'Z'
  }
  return {
    body: (colour, more) => fill(`${side(1)}${foot(-1, 1)}${back(-1)}${mouth(-1)}`, colour, more),
    shade: (opacity) =>
      shade(`${side(1)}${foot(SHADED, 1)}${back(SHADED)}${mouth(SHADED)}`, opacity),
    glint: (opacity, from = -0.66, to = -0.8) =>
      glint(`${side(to)}${foot(from, 0)}${back(from)}Z`, opacity),
  }
}

function down(profile, x, k) {
  const point = (r, y) => d`${x + r * k} ${y}`
  const step = (s) =>
    s.length === 2
      ? `L${point(...s)}`
      : `C${point(s[0], s[1])} ${point(s[2], s[3])} ${point(s[4], s[5])}`
  return `M${point(...profile[0])}${profile.slice(1).map(step).join('')}`
}

function up(profile, x, k) {
  const point = (r, y) => d`${x + r * k} ${y}`
  const end = (s) => point(...s.slice(-2))
  const steps = profile.slice(1).map((s, i) => {
    const to = end(profile[i])
    return s.length === 2 ? `L${to}` : `C${point(s[2], s[3])} ${point(s[0], s[1])} ${to}`
  })
  return `L${end(profile.at(-1))}${steps.reverse().join('')}`
}

/** The front half of a circle of radius `r` that lies at the height `y`. */
export const hoop = (r, y, { x = 200, tilt = TILT } = {}) =>
  d`M${x - r} ${y}A${r} ${r * tilt} 0 0 0 ${x + r} ${y}`

/** The outline of what goes around a body of radius `r`, from `top` to `base`. */
export const band = (r, top, base, { x = 200, tilt = TILT } = {}) =>
  hoop(r, top, { x, tilt }) + d`V${base}A${r} ${r * tilt} 0 0 1 ${x - r} ${base}Z`

/** The shaded part of such a band. */
export const bandShade = (r, top, base, { x = 200, tilt = TILT } = {}) => {
  const [inner, drop] = [x + r * SHADED, r * tilt * Math.sqrt(1 - SHADED * SHADED)]
  const arc = d`A${r} ${r * tilt} 0 0`
  return d`M${x + r} ${top}V${base}${arc} 1 ${inner} ${base + drop}V${top + drop}${arc} 0 ${x + r} ${top}Z`
}

/** A short cylinder: a lid, a cap, a cork, a candle. */
export function drum(r, top, base, colour, { x = 200, tilt = TILT, face = pale(colour) } = {}) {
  const outline = d`M${x - r} ${top}V${base}A${r} ${r * tilt} 0 0 0 ${x + r} ${base}V${top}Z`
  return (
    fill(outline, colour) +
    shade(bandShade(r, top, base, { x, tilt })) +
    oval(x, top, r, r * tilt, face)
  )
}

/** A box seen from the front, a little from the right and above; `colour` is its front. */
export function box(
  x,
  y,
  width,
  height,
  colour,
  { depth = 46, rise = 26, top = pale(colour) } = {},
) {
  return (
    soft(
      d`M${x + width} ${y}l${depth} ${-rise}v${height}l${-depth} ${rise}Z`,
      deep(colour, 0.24),
      6,
    ) +
    soft(d`M${x} ${y}l${depth} ${-rise}h${width}l${-depth} ${rise}Z`, top, 6) +
    soft(d`M${x} ${y}h${width}v${height}h${-width}Z`, colour, 6)
  )
}

/** A pointed leaf that grows from a point, `turn` degrees from upright. */
export function leaf(x, y, length, width, turn) {
  const angle = (turn * Math.PI) / 180
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)]
  const way = (along, across) => d`${along * sin + across * cos} ${across * sin - along * cos}`
  const half = length / 2
  const bulge = width * 1.5
  return d`M${x} ${y}q${way(half, bulge)} ${way(length, 0)}q${way(-half, -bulge)} ${way(-length, 0)}`
}

/** A circle as path data, so that many of them make one path. */
export const round = (x, y, r, ry = r) =>
  d`M${x - r} ${y}a${r} ${ry} 0 1 0 ${2 * r} 0a${r} ${ry} 0 1 0 ${-2 * r} 0`

/** `count` points inside a test, the same ones each time, no two nearer than `apart`. */
export function scatter(count, { x, y, width, height, apart = 0, inside = () => true, seed = 1 }) {
  let state = seed * 7919 + 17
  const next = () => (state = (state * 16807) % 2147483647) / 2147483647
  const points = []
  for (let tries = 0; points.length < count && tries < count * 60; tries += 1) {
    const point = [x + next() * width, y + next() * height]
    const free = points.every(([px, py]) => Math.hypot(px - point[0], py - point[1]) >= apart)
    if (free && inside(...point)) points.push(point)
  }
  return points
}

/** Points in rows where every other row is shifted, with a little unrest. */
export function heap(x, y, width, height, step, { inside = () => true, seed = 3 } = {}) {
  const points = []
  for (let row = 0, py = y; py <= y + height; row += 1, py += step * 0.82) {
    for (let px = x + (row % 2) * step * 0.5; px <= x + width; px += step) {
      const sway = Math.sin(px * 12.9 + py * 78.2 + seed) * step * 0.14
      if (inside(px + sway, py - sway)) points.push([px + sway, py - sway])
    }
  }
  return points
}
