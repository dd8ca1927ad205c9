// What the pantry is packed in: cans, tins, sacks, bags, caddies; and quince paste, which needs no pack.

import {
  at,
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
  slab,
  soft,
} from '../paint.mjs'
import { leaf, TILT, band, bandShade, box, drum, heap, turned } from '../form.mjs'

/** A tall oil can with a screw cap and a handle. */
export const oilCan = ({ tin, label, motif }) =>
  shadow(214, 338, 96, 14) +
  box(112, 128, 140, 210, tin, { depth: 48, rise: 26 }) +
  line('M196 112C198 84 252 76 258 104', deep(tin, 0.45), 9) +
  drum(16, 92, 112, '#d9b45c', { x: 160 }) +
  slab(124, 146, 116, 176, 6, label) +
  slab(131, 153, 102, 162, 4, 'none', { stroke: tin, strokeWidth: 2.5 }) +
  at(182, 232, motif, { scale: 1.3 }) +
  line('M150 296H214M162 172H202', tin, 4) +
  glint('M112 128h10v210h-10z', 0.2)

/** A small spice tin with a pressed lid, and a picture on a medallion. */
export const spiceTin = ({ tin, medal, edge, motif, spill }) =>
  shadow(210, 338, 88, 14) +
  box(122, 146, 132, 192, tin, { depth: 42, rise: 22 }) +
  oval(209, 134, 56, 11, deep('#d9b04e', 0.25)) +
  oval(209, 129, 56, 11, '#e4c06a') +
  oval(209, 128, 40, 6.5, deep('#e4c06a', 0.12)) +
  slab(129, 153, 118, 178, 5, 'none', { stroke: edge, strokeWidth: 3 }) +
  oval(188, 242, 47, 60, medal) +
  oval(188, 242, 40, 53, 'none', { stroke: edge, strokeWidth: 2.5 }) +
  at(188, 240, motif, { scale: 1.15 }) +
  glint('M122 146h9v192h-9z', 0.22) +
  fill('M244 348C262 330 278 312 296 312C312 312 322 334 342 348Z', spill) +
  fill('M296 312C312 312 322 334 342 348H304C312 334 308 320 296 312Z', deep(spill, 0.22)) +
  dots(
    [
      [232, 347],
      [350, 346],
      [358, 349],
    ],
    spill,
    5,
  )

/** A cloth sack, tied, with a stitched label. */
export const sack = ({ cloth, cord, label, motif, grain }) =>
  shadow(200, 338, 98) +
  fill(
    [
      [96, 340],
      [112, 348],
      [300, 346],
      [316, 338],
      [288, 352],
      [84, 348],
    ]
      .map(([x, y], i) => leaf(x, y, 14, 5, i * 67))
      .join(''),
    grain,
  ) +
  fill(
    'M164 132C142 112 140 88 148 74C162 84 170 70 184 78C196 68 208 82 220 74C232 82 244 72 254 76C260 92 256 112 236 132Z',
    deep(cloth, 0.06),
  ) +
  fill('M176 128C164 108 160 94 164 80M200 130V82M222 128C230 112 234 96 234 82', 'none', {
    stroke: deep(cloth, 0.22),
    strokeWidth: 3,
  }) +
  fill(
    'M166 128C136 148 110 190 104 246C100 286 102 318 112 334C140 350 262 350 288 334C298 316 300 284 296 246C290 190 264 148 234 128Z',
    cloth,
  ) +
  shade(
    'M234 128C264 148 290 190 296 246C300 284 298 316 288 334C274 342 254 346 236 346C256 300 254 200 214 128Z',
    0.16,
  ) +
  line('M164 128C180 138 220 138 236 128M166 136C182 146 220 146 234 136', cord, 5) +
  line('M196 138C184 152 180 164 184 178M200 140C206 154 216 160 218 174', cord, 3.5) +
  line('M136 196C124 222 120 250 120 282M282 300C284 282 284 268 281 252', deep(cloth, 0.2), 3) +
  soft('M150 212H246V306H150Z', label, 6) +
  line('M153 215H243V303H153Z', deep(label, 0.3), 2, { strokeDasharray: '6 5' }) +
  at(198, 260, motif, { scale: 1.15 })

/** A paper bag with a folded top and a round window on what is in it. */
export function windowBag({ paper, ink, pulses, size, motif }) {
  const step = size * 0.9
  const seen = heap(200 - 4 * step, 232 - 3.28 * step, 8 * step, 6.6 * step, step, {
    inside: (x, y) => Math.hypot(x - 200, y - 232) < 67 - size * 0.45,
  })
  const loose = [
    [96, 338],
    [112, 344],
    [308, 342],
    [292, 348],
    [324, 338],
  ]
  return (
    shadow(200, 338, 92, 14) +
    dots(loose, pulses, size) +
    dots(
      loose.map(([x, y]) => [x - 2, y - 2]),
      pale(pulses, 0.3),
      size * 0.35,
    ) +
    soft('M118 112H282L290 336H110Z', paper, 6) +
    shade('M252 109H285L293 339H244Z', 0.15) +
    soft('M116 84H284V120H116Z', pale(paper, 0.3), 6) +
    shade('M113 120H287V128H113Z', 0.14) +
    at(200, 102, motif, { scale: 0.62 }) +
    disc(200, 232, 66, deep(pulses, 0.42)) +
    dots(seen, pulses, size) +
    dots(
      seen.map(([x, y]) => [x - size * 0.16, y - size * 0.18]),
      pale(pulses, 0.3),
      size * 0.34,
    ) +
    ring(200, 232, 66, ink, 6) +
    line('M150 316H250', ink, 4)
  )
}

/** A coffee bag with side folds, its top rolled down under a tie. */
export const coffeeBag = ({ paper, label, motif, ribbon }) =>
  shadow(204, 338, 92, 14) +
  soft('M128 116H252L262 336H118Z', paper, 6) +
  soft('M252 116L288 104L296 322L262 336Z', deep(paper, 0.28), 6) +
  shade('M270 110L278 330L262 336L252 116Z', 0.16) +
  soft('M126 84H254L290 76V104L252 118H126Z', deep(paper, 0.1), 6) +
  line('M126 100H253L290 90', ribbon, 8) +
  soft('M138 164H242L248 296H132Z', label, 5) +
  at(190, 232, motif, { scale: 1.5 }) +
  line('M160 184H220M164 282H216', ribbon, 4) +
  glint('M128 118H138L130 336H118Z', 0.16)

/** A round tea caddy. */
export const caddy = ({ tin, label, motif }) =>
  shadow(200, 334, 80) +
  turned([
    [78, 152],
    [78, 334],
  ]).body(tin) +
  fill(band(78.6, 206, 318), label) +
  at(194, 272, motif, { scale: 1.45 }) +
  shade(bandShade(78, 152, 334), 0.18) +
  turned([
    [78, 152],
    [78, 334],
  ]).glint(0.3) +
  drum(83, 116, 168, deep(tin, 0.12), { face: pale(tin, 0.25) }) +
  oval(200, 115, 58, 58 * TILT, deep(tin, 0.1)) +
  oval(200, 111, 15, 5, deep(tin, 0.3)) +
  oval(200, 102, 13, 11, '#d9b45c') +
  oval(196, 98, 5, 3.5, '#fff', { fillOpacity: 0.4 })

/** A block of quince paste on a plate, one slice cut, a quince beside it. */
export const quincePaste = ({ paste, plate, fruit }) =>
  shadow(200, 334, 156, 24) +
  oval(200, 324, 160, 32, deep(plate, 0.18)) +
  oval(200, 318, 160, 32, plate) +
  oval(200, 318, 128, 23, deep(plate, 0.08)) +
  at(298, 256, fruit, { scale: 1.7 }) +
  box(86, 216, 18, 104, paste, { depth: 52, rise: 26, top: pale(paste, 0.3) }) +
  box(130, 216, 112, 104, paste, { depth: 52, rise: 26, top: pale(paste, 0.3) }) +
  glint('M130 216h12v104h-12z', 0.22) +
  glint('M156 210l30 -14h40l-30 14z', 0.25)
