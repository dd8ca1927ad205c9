// Kitchen linen on the wall.

import { d, deep, disc, fill, line, pale, shade, slab, soft } from '../paint.mjs'

const hung = (outline) => `<g transform="translate(10 10)">${shade(outline, 0.16)}</g>`

/** An apron on its peg. */
export function apron({ cloth, strap, stitch }) {
  const outline =
    'M152 118H248C252 152 262 170 292 182C300 240 304 300 302 362C262 372 138 372 98 362C96 300 100 240 108 182C138 170 148 152 152 118Z'
  return (
    hung(outline) +
    line('M160 122C176 96 188 66 198 46M240 122C224 96 212 66 202 46', strap, 9) +
    line('M108 186C86 220 78 262 84 312M292 186C314 222 322 258 314 300', strap, 8) +
    disc(200, 44, 13, '#7a5234') +
    disc(198, 41, 6, '#b5835a') +
    fill(outline, cloth) +
    line('M156 128H244', stitch, 3, { strokeDasharray: '7 5' }) +
    shade(
      'M248 118C252 152 262 170 292 182C300 240 304 300 302 362C286 366 262 368 240 369C262 300 258 220 232 118Z',
      0.15,
    ) +
    shade('M140 370C136 320 140 290 152 250C150 300 152 330 158 370Z', 0.1) +
    soft(
      'M146 226H254V300C254 306 250 310 244 310H156C150 310 146 306 146 300Z',
      pale(cloth, 0.14),
      5,
    ) +
    line('M148 236H252M200 236V308', stitch, 3, { strokeDasharray: '7 5' }) +
    shade('M226 224H257V304C256 310 250 312 244 312H226Z', 0.1)
  )
}

/** Cloths side by side on a rail; each with its stripes. */
export function cloths(cotton, colours) {
  const rail = slab(28, 62, 344, 14, 7, '#8a5d3b') + slab(28, 62, 344, 5, 2.5, '#b98a5e')
  const one = (colour, i) => {
    const x = 56 + i * 100
    const length = [286, 310, 270][i]
    const edge = d`M${x} 64C${x + 20} 56 ${x + 68} 56 ${x + 88} 64L${x + 92} ${length}C${x + 62} ${length + 10} ${x + 28} ${length - 8} ${x - 4} ${length + 4}Z`
    const across = (y, width) =>
      line(d`M${x - 1} ${y}C${x + 28} ${y - 7} ${x + 62} ${y + 7} ${x + 90} ${y}`, colour, width, {
        strokeLinecap: 'butt',
      })
    return (
      hung(edge) +
      fill(edge, cotton) +
      across(length - 34, 20) +
      across(length - 58, 6) +
      across(length - 72, 6) +
      across(120, 6) +
      across(134, 6) +
      shade(
        d`M${x + 58} 59C${x + 74} 58 ${x + 82} 61 ${x + 88} 64L${x + 92} ${length}C${x + 84} ${length + 3} ${x + 74} ${length + 3} ${x + 66} ${length + 2}Z`,
        0.14,
      ) +
      shade(d`M${x + 18} 60L${x + 22} ${length}H${x + 32}Z`, 0.08) +
      slab(x - 2, 58, 92, 12, 6, deep(cotton, 0.1))
    )
  }
  return hung('M28 62H372V76H28Z') + rail + colours.map(one).join('')
}
