// Bottles with their stoppers and labels.

import { at, deep, fill, line, shadow } from '../paint.mjs'
import { TILT, band, drum, hoop, turned } from '../form.mjs'

const BASE = 336

const necks = {
  /** Straight sides and square shoulders. */
  square: {
    r: 60,
    neck: 16,
    top: 78,
    profile: [
      [16, 78],
      [16, 116],
      [16, 144, 60, 138, 60, 178],
      [60, BASE],
    ],
    label: [204, 306],
  },
  /** A long sloping neck. */
  slender: {
    r: 56,
    neck: 14,
    top: 74,
    profile: [
      [14, 74],
      [15, 110],
      [18, 160, 56, 166, 56, 224],
      [56, BASE],
    ],
    label: [234, 312],
  },
  /** Round and low, as an apothecary's. */
  flask: {
    r: 72,
    neck: 19,
    top: 106,
    profile: [
      [19, 106],
      [19, 140],
      [19, 164, 72, 160, 72, 212],
      [72, BASE],
    ],
    label: [228, 306],
  },
}

/** A bottle: its `glass` as seen with what is in it, a stopper, a label with a motif. */
export function bottle({
  kind,
  glass,
  cap,
  cork = false,
  label,
  edge = deep(label, 0.35),
  motif,
  scale = 1,
}) {
  const {
    r,
    neck,
    top,
    profile,
    label: [from, to],
  } = necks[kind]
  const body = turned(profile)
  const stopper = cork
    ? drum(neck - 2, top - 16, top + 6, '#c99d6b') + drum(neck + 6, top - 34, top - 14, cap)
    : drum(neck + 4, top - 26, top + 30, cap)
  const middle = (from + to) / 2 + r * TILT * 0.8
  return (
    shadow(200, BASE, r) +
    body.body(glass) +
    body.glint(0.25) +
    fill(band(r + 0.6, from, to), label) +
    line(hoop(r, from + 8) + hoop(r, to - 8), edge, 2.5) +
    at(196, middle, motif, { scale }) +
    body.shade(0.2) +
    stopper
  )
}
