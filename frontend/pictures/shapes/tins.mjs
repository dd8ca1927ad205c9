// Opened fish tins, seen from above.

import { at, cast, d, deep, fill, glint, line, oval, pale, shade } from '../paint.mjs'
import { round } from '../form.mjs'

const METAL = '#d5d9dc'

/** A flat oblong tin; its printed lid is rolled back over one end. */
export function anchovyTin({ lid, edge, motif, oil, fillet }) {
  const outline =
    'M104 92H296A44 44 0 0 1 340 136V264A44 44 0 0 1 296 308H104A44 44 0 0 1 60 264V136A44 44 0 0 1 104 92Z'
  const rows = [126, 154, 182, 210, 238, 266]
  const back = (y) =>
    d`M150 ${y - 13}C200 ${y - 19} 280 ${y - 12} 316 ${y + 2}C280 ${y + 5} 200 ${y + 3} 150 ${y + 3}Z`
  const belly = (y) =>
    d`M150 ${y + 3}C200 ${y + 3} 280 ${y + 5} 316 ${y + 2}C280 ${y + 18} 200 ${y + 17} 150 ${y + 12}Z`
  const art =
    cast(outline) +
    fill(outline, METAL) +
    fill(
      'M106 106H294A32 32 0 0 1 326 138V262A32 32 0 0 1 294 294H106A32 32 0 0 1 74 262V138A32 32 0 0 1 106 106Z',
      oil,
    ) +
    fill(rows.map(back).join(''), deep(fillet, 0.14)) +
    fill(rows.map(belly).join(''), pale(fillet, 0.22)) +
    line(
      rows.map((y) => d`M160 ${y + 3}C210 ${y + 1} 260 ${y + 4} 296 ${y + 3}`).join(''),
      pale(fillet, 0.55),
      2.5,
      { strokeDasharray: '16 9' },
    ) +
    glint('M296 112C316 116 322 130 322 146L312 146C312 132 308 122 296 120Z', 0.6) +
    fill('M104 92H158V308H104A44 44 0 0 1 60 264V136A44 44 0 0 1 104 92Z', lid) +
    line('M106 104H146V296H106A34 34 0 0 1 72 262V138A34 34 0 0 1 106 104Z', edge, 3) +
    at(110, 200, motif, { turn: -90, scale: 1.35 }) +
    fill('M150 84C166 84 178 92 178 104V296C178 308 166 316 150 316Z', deep(METAL, 0.12)) +
    fill('M150 84C158 84 164 92 164 104V296C164 308 158 316 150 316Z', pale(METAL, 0.6)) +
    shade('M178 106C186 112 188 120 188 130V270C188 280 186 288 178 294Z', 0.2)
  return at(200, 200, at(-200, -200, art), { turn: -8, scale: 1.1 })
}

/** A round tin of mussels, its lid leaning behind. */
export function musselTin({ lid, edge, motif, sauce, meat }) {
  const places = [
    [0, 0],
    ...Array.from({ length: 7 }, (_, i) => [62 * Math.sin(i * 0.8976), -62 * Math.cos(i * 0.8976)]),
  ]
  const one = (x, y, i) =>
    at(188 + x, 226 + y, mussel(meat), { turn: i * 51.4 + 20, scale: i ? 0.92 : 0.86 })
  return (
    cast(round(276, 128, 92)) +
    fill(round(276, 128, 94), deep(METAL, 0.1)) +
    fill(round(276, 128, 88), lid) +
    line(round(276, 128, 78), edge, 3) +
    at(292, 112, motif, { scale: 1.3 }) +
    cast(round(188, 226, 122)) +
    fill(round(188, 226, 124), METAL) +
    fill('M100 138A124 124 0 0 1 312 226L300 226A112 112 0 0 0 108 147Z', pale(METAL, 0.7)) +
    fill(round(188, 226, 110), deep(sauce, 0.22)) +
    fill(round(190, 230, 104), sauce) +
    places.map(([x, y], i) => one(x, y, i)).join('') +
    oval(132, 166, 9, 5, '#fff', { fillOpacity: 0.5, transform: 'rotate(-40 132 166)' })
  )
}

const mussel = (meat) =>
  fill('M-34 14C-28 -12 -4 -28 16 -24C34 -20 38 2 24 16C10 28 -16 26 -34 14Z', '#4a2a24') +
  fill('M-34 14C-26 -12 -4 -24 14 -20C30 -15 32 2 20 12C8 22 -14 20 -34 14Z', meat) +
  fill('M-18 8C-12 -8 2 -16 12 -12C20 -8 20 2 12 7C2 13 -8 12 -18 8Z', pale(meat, 0.45))
