// Colours and the few elements that every drawing is made of.

/** Shadows lean to violet and lights to cream: flat grey would look dirty on the coloured grounds. */
const DUSK = '#2a1838'
const CREAM = '#fff3dc'

const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16))

/** `share` of the second colour in the first, both `#rrggbb`. */
export function mix(first, second, share) {
  const other = channels(second)
  const mixed = channels(first).map((value, i) => Math.round(value + (other[i] - value) * share))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

export const deep = (colour, share = 0.2) => mix(colour, DUSK, share)
export const pale = (colour, share = 0.25) => mix(colour, CREAM, share)

const short = (value) => (typeof value === 'number' ? Math.round(value * 10) / 10 : value)

/** Path data with numbers of one decimal: finer than a pixel at 800 px, and small. */
export const d = (texts, ...values) => String.raw({ raw: texts }, ...values.map(short))

const attributes = (more) =>
  Object.entries(more)
    .map(
      ([name, value]) =>
        ` ${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}="${value}"`,
    )
    .join('')

/** A minus sign parts two numbers as well as a space does. */
const tight = (data) => data.replaceAll(' -', '-')

export const fill = (data, colour, more = {}) =>
  `<path d="${tight(data)}" fill="${colour}"${attributes(more)}/>`

/** A filled path whose corners are rounded by a line of its own colour. */
export const soft = (data, colour, width = 8) =>
  fill(data, colour, { stroke: colour, strokeWidth: width })

/** Ends and corners are round: the root of each picture says so. */
export const line = (data, colour, width = 3, more = {}) =>
  `<path d="${tight(data)}" fill="none" stroke="${colour}" stroke-width="${width}"${attributes(more)}/>`

export const oval = (x, y, rx, ry, colour, more = {}) =>
  `<ellipse cx="${short(x)}" cy="${short(y)}" rx="${short(rx)}" ry="${short(ry)}" fill="${colour}"${attributes(more)}/>`

export const disc = (x, y, r, colour, more = {}) =>
  `<circle cx="${short(x)}" cy="${short(y)}" r="${short(r)}" fill="${colour}"${attributes(more)}/>`

export const ring = (x, y, r, colour, width, more = {}) =>
  disc(x, y, r, 'none', { stroke: colour, strokeWidth: width, ...more })

export const slab = (x, y, width, height, r, colour, more = {}) =>
  `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" rx="${r}" fill="${colour}"${attributes(more)}/>`

/** Art drawn around the origin, put in its place. */
export function at(x, y, art, { turn = 0, scale = 1 } = {}) {
  const turned = turn ? `rotate(${short(turn)})` : ''
  const scaled = scale === 1 ? '' : `scale(${Math.round(scale * 100) / 100})`
  return `<g transform="translate(${short(x)} ${short(y)})${turned}${scaled}">${art}</g>`
}

/** The shaded side of something, over whatever is painted there. */
export const shade = (data, opacity = 0.17) => fill(data, DUSK, { fillOpacity: opacity })
/** The light that a smooth surface throws back. */
export const glint = (data, opacity = 0.35) => fill(data, '#fff', { fillOpacity: opacity })

/** Where a thing touches what it stands on, and the shadow that falls to the right of it. */
export const shadow = (x, y, rx, ry = rx * 0.17) =>
  oval(x + rx * 0.3, y + 2, rx * 1.2, ry * 1.05, DUSK, { fillOpacity: 0.13 }) +
  oval(x + rx * 0.05, y + 1, rx * 1.04, ry * 0.9, DUSK, { fillOpacity: 0.22 })

/** The shadow of something that lies flat: its own outline, moved away from the light. */
export const cast = (outline, more = {}) =>
  `<g transform="translate(9 12)">${fill(outline, DUSK, { fillOpacity: 0.2, ...more })}</g>`

export const dots = (points, colour, size, more = {}) =>
  line(points.map(([x, y]) => d`M${x} ${y}h0`).join(''), colour, size, more)
