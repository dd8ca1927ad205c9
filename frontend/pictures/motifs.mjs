// What is painted on labels and lies beside things: each around the origin, about 60 units wide or high.

import { at, deep, disc, dots, fill, line, oval, pale, ring, shade, slab } from './paint.mjs'
import { leaf } from './form.mjs'

const leaves = (list) =>
  list.map(([x, y, length, width, turn]) => leaf(x, y, length, width, turn)).join('')

export const oliveBranch = (green = '#6d7d3d', olive = '#3f4a26') =>
  line('M-26 20C-8 12 10 0 26 -22', deep(green, 0.3), 2.5) +
  fill(
    leaves([
      [-16, 15, 24, 8, -38],
      [-2, 7, 25, 8, -24],
      [12, -4, 22, 7, -14],
      [26, -20, 20, 7, 30],
    ]),
    green,
  ) +
  fill(
    leaves([
      [-10, 12, 24, 7, 110],
      [16, -8, 24, 7, 96],
    ]),
    deep(green),
  ) +
  oval(4, 18, 8, 10, olive, { transform: 'rotate(-20 4 18)' }) +
  oval(-7, 26, 7, 9, deep(olive), { transform: 'rotate(-10 -7 26)' }) +
  disc(1, 14, 2, '#fff', { fillOpacity: 0.5 })

export const bellPepper = (red = '#b8262b') =>
  fill(
    'M0 -16C-10 -26 -34 -22 -34 0C-34 18 -26 36 -14 34C-8 33 -6 30 0 30S8 33 14 34C26 36 34 18 34 0C34 -22 10 -26 0 -16Z',
    red,
  ) +
  fill(
    'M14 -21C26 -20 34 -14 34 0C34 18 26 36 14 34C8 33 6 30 0 30C16 20 20 -2 14 -21Z',
    deep(red, 0.25),
  ) +
  line('M-10 -12C-16 2 -14 18 -8 27M8 -12C12 0 10 16 6 27', deep(red, 0.25), 2.5) +
  fill(
    'M-20 -18C-12 -24 -6 -24 -3 -22C-4 -30 -2 -36 6 -40L11 -36C6 -32 5 -26 6 -22C10 -24 16 -22 21 -17C14 -16 10 -12 5 -9C2 -12 -2 -12 -5 -9C-9 -13 -14 -16 -20 -18Z',
    '#5d7a34',
  ) +
  line('M-25 -6C-27 2 -26 10 -23 17', '#fff', 3.5, { strokeOpacity: 0.5 })

/** The small pointed pepper of the preserves. */
export const piquillo = (red = '#c92f23') =>
  fill(
    'M0 -18C-16 -28 -30 -16 -26 0C-22 18 -8 30 6 44C14 26 26 16 27 -2C28 -18 14 -26 0 -18Z',
    red,
  ) +
  fill(
    'M10 -21C22 -22 28 -14 27 -2C26 16 14 26 6 44C2 40 -1 36 -4 33C8 20 16 0 10 -21Z',
    deep(red, 0.25),
  ) +
  fill(
    'M-14 -20C-8 -26 -4 -25 -2 -24C-4 -32 0 -38 6 -42L11 -38C6 -33 5 -28 5 -24C10 -25 13 -23 16 -20C10 -18 6 -15 2 -12C-2 -15 -8 -18 -14 -20Z',
    '#5d7a34',
  ) +
  line('M-18 -8C-18 2 -14 10 -9 17', '#fff', 3.5, { strokeOpacity: 0.5 })

export const chili = (red = '#c92f23') =>
  fill(
    'M-6 -22C8 -24 14 -12 10 2C6 18 -8 30 -26 32C-14 24 -12 12 -12 0C-13 -12 -12 -20 -6 -22Z',
    red,
  ) +
  fill('M10 2C6 18 -8 30 -26 32C-6 26 0 8 0 -12C8 -12 12 -6 10 2Z', deep(red, 0.25)) +
  line('M-1 -22C2 -30 8 -34 15 -34', '#55702f', 5) +
  fill('M-10 -20C-4 -28 6 -26 9 -17C4 -20 -4 -20 -10 -20Z', '#6d8a3a')

export const crocus = (violet = '#8467b4') =>
  line('M0 40C1 26 0 16 0 6', '#7d9a57', 4) +
  fill(
    leaves([
      [-1, 12, 44, 13, -34],
      [1, 12, 44, 13, 34],
    ]),
    deep(violet, 0.18),
  ) +
  line('M0 10C-3 -10 -10 -20 -14 -30M0 10V-34M0 10C3 -10 10 -20 14 -30', '#c8371e', 3) +
  fill(
    leaves([
      [0, 14, 38, 15, -16],
      [0, 14, 38, 15, 16],
    ]),
    violet,
    { fillOpacity: 0.9 },
  ) +
  fill(leaves([[0, 15, 27, 12, 0]]), pale(violet, 0.35))

/** A small fish to the left, 64 wide. */
export const fish = (back = '#3f6f94', belly = '#e8e4d6') =>
  fill('M-34 2C-22 -14 6 -16 22 -3L36 -14C34 -4 34 6 36 14L22 5C6 18 -22 16 -34 2Z', back) +
  fill('M-34 2C-16 6 6 6 22 3C8 17 -22 16 -34 2Z', belly) +
  disc(-22, -2, 2.4, deep(back, 0.5)) +
  line('M-13 -8C-10 -3 -10 2 -13 7', deep(back, 0.3), 2)

export const wheat = (gold = '#c79a3f') =>
  line('M0 34V-20', deep(gold), 2.5) +
  fill(
    leaves(
      [0, 1, 2, 3].flatMap((i) => [
        [0, 14 - i * 12, 19, 6.5, -36],
        [0, 14 - i * 12, 19, 6.5, 36],
      ]),
    ) + leaf(0, -20, 20, 6.5, 0),
    gold,
  )

const bloomedStem = (stem, flowers) => line('M0 36C-2 16 1 -4 0 -34', stem, 2.5) + flowers

export const lavender = (violet = '#8b74be', green = '#7f9367') =>
  bloomedStem(
    green,
    fill(
      leaves([
        [0, 34, 24, 5, -24],
        [0, 30, 24, 5, 26],
      ]),
      green,
    ) +
      fill(
        leaves(
          [0, 1, 2, 3, 4].flatMap((i) => [
            [0, 12 - i * 10, 13, 7, -52],
            [0, 12 - i * 10, 13, 7, 52],
          ]),
        ),
        violet,
      ) +
      fill(leaves([0, 1, 2, 3, 4].map((i) => [0, 10 - i * 10, 14, 6, 0])), pale(violet, 0.3)),
  )

export const rosemary = (green = '#5f7d57', flower = '#8fa0d8') =>
  line('M-4 36C-4 14 4 -6 2 -32', deep(green, 0.35), 2.5) +
  fill(
    leaves([0, 1, 2, 3, 4, 5].map((i) => [-3 + i, 30 - i * 11, 21, 4.5, i % 2 ? -40 : -62])),
    green,
  ) +
  fill(
    leaves([0, 1, 2, 3, 4, 5].map((i) => [-3 + i, 28 - i * 11, 21, 4.5, i % 2 ? 44 : 62])),
    deep(green, 0.16),
  ) +
  dots(
    [
      [9, 2],
      [-9, -10],
      [8, -22],
    ],
    flower,
    8,
  )

export const heather = () =>
  line('M-2 36C0 14 -2 -6 2 -30M-1 20C8 10 12 2 14 -10M-1 12C-8 4 -12 -4 -14 -14', '#6f7a4c', 2.5) +
  dots(
    [
      [2, -30],
      [-5, -24],
      [6, -20],
      [-4, -14],
      [5, -9],
      [14, -12],
      [10, -3],
      [17, -5],
      [-14, -16],
      [-9, -8],
      [-16, -7],
    ],
    '#b06a9c',
    9,
  ) +
  dots(
    [
      [0, -28],
      [3, -18],
      [13, -10],
      [-13, -13],
    ],
    '#dba3c6',
    4,
  )

export const chamomile = (petal = '#fffaf0') =>
  fill(leaves(Array.from({ length: 12 }, (_, i) => [0, 0, 27, 6.5, i * 30])), petal) +
  disc(0, 0, 10, '#e2a92f') +
  fill('M6 -8A10 10 0 0 1 -4 9A14 14 0 0 0 6 -8Z', '#b97e1d')

export const bean = (brown = '#7a4a2b') =>
  oval(0, 0, 15, 20, brown) +
  fill('M8 -17C17 -6 16 12 4 20C10 6 8 -6 8 -17Z', deep(brown, 0.3)) +
  line('M1 -19C-6 -8 8 6 0 19', deep(brown, 0.55), 2.5)

export const almond = (brown = '#b87a45') =>
  fill(leaf(0, 22, 46, 22, 0), brown) +
  fill('M0 -24C18 -8 16 14 0 22C8 8 8 -10 0 -24Z', deep(brown, 0.22))

export const cup = (colour = '#f6e7cf') =>
  ring(24, 2, 10, colour, 5) +
  fill('M-24 -12H24C24 14 14 24 0 24S-24 14 -24 -12Z', colour) +
  line('M-8 -20C-14 -28 -2 -30 -8 -38M8 -20C2 -28 14 -30 8 -38', colour, 3.5)

export const barrel = (wood = '#8a5a34') =>
  fill(
    'M-26 -18C-14 -24 14 -24 26 -18C32 -6 32 8 26 20C14 26 -14 26 -26 20C-32 8 -32 -6 -26 -18Z',
    wood,
  ) +
  line('M-29 -8C-12 -13 12 -13 29 -8M-29 10C-12 15 12 15 29 10', deep(wood, 0.5), 4) +
  line('M-10 -21C-13 -6 -13 10 -10 23M10 -21C13 -6 13 10 10 23', deep(wood, 0.3), 2)

export const mussel = (shell = '#33405f') =>
  fill('M-28 20C-30 -4 -6 -30 24 -26C32 -4 8 28 -28 20Z', shell) +
  line('M-20 12C-16 -4 0 -18 18 -20M-14 16C-4 8 10 -4 20 -14', pale(shell, 0.35), 2)

export const asparagus = (spear = '#f2ead2', tip = '#b9a7bd') =>
  fill('M-8 40V-20C-8 -32 -3 -38 0 -42C3 -38 8 -32 8 -20V40Z', spear) +
  fill('M-8 -16C-8 -30 -3 -38 0 -42C3 -38 8 -32 8 -16L4 -24L0 -14L-4 -24Z', tip) +
  fill(leaf(-6, 6, 13, 5, 14) + leaf(6, 22, 13, 5, -14), deep(spear, 0.16))

export const quince = (gold = '#e5b437') =>
  fill(
    'M-4 -26C14 -34 34 -16 32 6C30 28 14 36 0 34C-18 38 -34 22 -32 2C-30 -18 -18 -26 -4 -26Z',
    gold,
  ) +
  fill('M10 -28C30 -22 36 0 28 18C20 34 6 36 -4 34C18 26 24 -4 10 -28Z', deep(gold, 0.22)) +
  line('M-2 -26C-2 -32 0 -36 3 -40', '#6a4a2c', 5) +
  fill(leaf(1, -32, 32, 14, 66), '#7d9152') +
  oval(-14, -8, 5, 9, '#fff', { fillOpacity: 0.35, transform: 'rotate(24 -14 -8)' })

export const flake = (colour = '#5f8fa0') =>
  line('M0 -24L24 0L0 24L-24 0ZM0 -12L12 0L0 12L-12 0Z', colour, 3.5)

export const holly = () =>
  fill(
    leaves([
      [0, 0, 40, 20, -62],
      [0, 0, 40, 20, 62],
    ]),
    '#4c7345',
  ) +
  line('M-4 -2L-30 -16M4 -2L30 -16', deep('#4c7345', 0.3), 2) +
  dots(
    [
      [-6, 3],
      [6, 3],
      [0, -7],
    ],
    '#c8332d',
    13,
  )

export const lemon = (yellow = '#efc83f') =>
  fill(
    'M-34 2C-28 -2 -28 -22 0 -24C24 -24 28 -4 34 0C30 6 24 24 0 24C-26 24 -28 6 -34 2Z',
    yellow,
  ) +
  fill(
    'M14 -21C28 -14 28 -4 34 0C30 6 24 24 0 24C-12 24 -18 21 -23 16C6 20 20 4 14 -21Z',
    deep(yellow, 0.16),
  )

/** A painted flower for plates and tins: petals around a heart. */
export const rosette = (colour, petals = 8, size = 22) =>
  fill(
    leaves(Array.from({ length: petals }, (_, i) => [0, 0, size, size * 0.36, (i * 360) / petals])),
    colour,
  )

export const beans = (places, brown) =>
  places.map(([x, y, turn, scale]) => at(x, y, bean(brown), { turn, scale })).join('')

/** A pod and its two leaves, for what grows in pods. */
export const pod = (green = '#7f8f4f', seed = '#b9c486') =>
  fill(
    leaves([
      [-20, -2, 26, 9, -70],
      [20, -2, 26, 9, 70],
    ]),
    deep(green, 0.2),
  ) +
  fill('M-34 2C-20 -14 20 -14 34 2C20 18 -20 18 -34 2Z', green) +
  dots(
    [
      [-15, 2],
      [0, 2],
      [15, 2],
    ],
    seed,
    11,
  )

/** A steaming pot, for the cover of a cookery book. */
export const pot = (colour, dark) =>
  line('M-10 -22C-16 -30 -4 -32 -10 -40M10 -22C4 -30 16 -32 10 -40', dark, 3.5) +
  slab(-34, -14, 68, 8, 4, dark) +
  line('M-34 2H-42M34 2H42', dark, 7) +
  fill('M-30 -6H30V16C30 24 24 28 16 28H-16C-24 28 -30 24 -30 16Z', colour) +
  shade('M10 -6H30V16C30 24 24 28 16 28H4C12 20 12 6 10 -6Z', 0.18)

export const garlic = () =>
  fill(
    'M0 -34C4 -20 28 -12 28 10C28 26 14 30 0 30S-28 26 -28 10C-28 -12 -4 -20 0 -34Z',
    '#f6eee0',
  ) +
  fill('M2 -30C6 -18 28 -12 28 10C28 26 14 30 4 30C16 10 10 -12 2 -30Z', '#d9cbc4') +
  line('M-2 -20C-10 -8 -14 8 -10 26M2 -16C4 0 2 14 0 28', '#c5b3b5', 2.5)

/** A few leaves of laurel. */
export const laurel = (green) =>
  fill(leaf(0, 0, 62, 24, 60), green) +
  fill(leaf(-4, 6, 56, 22, 110), deep(green, 0.14)) +
  line('M0 0L46 -27M-4 6L44 24', pale(green, 0.3), 2)
