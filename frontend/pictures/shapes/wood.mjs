// What is turned or cut from wood, seen from above.

import { at, cast, d, deep, disc, fill, line, oval, pale, shade } from '../paint.mjs'

const grain = (wood, ...lines) => line(lines.join(''), deep(wood, 0.28), 3, { strokeOpacity: 0.7 })

/** A spoon and a fork for the salad, crossed. */
export function saladServers(wood, dark) {
  const handle =
    'M-13 -40C-11 20 -13 90 -17 140C-18 156 -10 164 0 164S18 156 17 140C13 90 11 20 13 -40Z'
  const spoon = `${handle}M0 -168C34 -168 48 -130 46 -98C44 -62 22 -34 0 -34S-44 -62 -46 -98C-48 -130 -34 -168 0 -168Z`
  const fork = `${handle}M-44 -164C-32 -168 -28 -164 -27 -154L-22 -104H-10V-160C-8 -170 8 -170 10 -160V-104H22L27 -154C28 -164 32 -168 44 -164C50 -130 50 -100 44 -74C36 -46 18 -36 0 -34C-18 -36 -36 -46 -44 -74C-50 -100 -50 -130 -44 -164Z`
  const one = (outline, colour, hollow, turn, x) =>
    at(
      x,
      206,
      cast(outline) +
        fill(outline, colour) +
        hollow +
        grain(colour, 'M-4 40C-2 80 -6 110 -5 146M6 20C4 60 7 90 6 120'),
      { turn },
    )
  return (
    one(
      fork,
      dark,
      shade('M44 -164C50 -130 50 -100 44 -74C36 -46 18 -36 0 -34C20 -48 30 -70 34 -104Z', 0.16),
      -25,
      172,
    ) +
    one(
      spoon,
      wood,
      oval(0, -102, 35, 54, deep(wood, 0.22)) + oval(4, -96, 30, 47, deep(wood, 0.1)),
      25,
      228,
    )
  )
}

/** A board with its grain, a hole and a leather loop; `prop` lies on it. */
export function board(wood, leather, prop) {
  const outline =
    'M112 120C112 104 124 98 150 96C166 94 172 84 174 62C176 44 224 44 226 62C228 84 234 94 250 96C276 98 288 104 288 120V334C288 352 280 360 262 360H138C120 360 112 352 112 334Z'
  const art =
    cast(outline) +
    fill(outline, wood) +
    shade(
      'M276 104C284 108 288 112 288 120V334C288 352 280 360 262 360H138C126 360 119 357 115 349H256C270 349 276 342 276 330Z',
      0.2,
    ) +
    grain(
      wood,
      'M140 102C132 170 150 240 138 356',
      'M166 94C158 160 182 180 178 238C175 290 164 320 168 358',
      'M236 96C246 150 214 176 216 236C218 290 238 310 232 350',
      'M262 102C254 170 270 250 258 348',
    ) +
    oval(197, 216, 9, 20, deep(wood, 0.4)) +
    line('M197 184C216 196 216 240 197 252C178 240 178 196 197 184', deep(wood, 0.28), 3) +
    disc(200, 72, 10, deep(wood, 0.55)) +
    line('M200 72C180 40 186 14 204 12C220 14 222 44 202 72', leather, 7) +
    prop
  return at(200, 200, at(-200, -200, art), { turn: 14, scale: 0.98 })
}

/** A honey spoon with its grooves, and honey that runs from it. */
export function honeySpoon(wood, honey) {
  const handle = 'M-9 -20H9L12 196C12 212 -12 212 -12 196Z'
  const head =
    'M-20 -34C-50 -60 -52 -112 -26 -140C-14 -150 14 -150 26 -140C52 -112 50 -60 20 -34C10 -28 -10 -28 -20 -34Z'
  const grooves = [-122, -100, -78, -56]
  const art =
    fill(
      'M60 150C40 112 80 66 128 76C176 60 208 84 196 128C214 164 188 196 152 186C140 204 142 232 150 262C154 284 122 288 122 264C122 236 122 208 112 190C84 192 66 178 60 150Z',
      honey,
    ) +
    fill(
      'M72 146C64 118 92 92 124 96C100 106 84 122 84 150C80 156 74 154 72 146Z',
      pale(honey, 0.55),
    ) +
    fill(
      'M196 128C214 164 188 196 152 186C140 204 142 232 150 262C154 284 138 286 132 278C136 250 128 216 138 186C176 182 194 160 196 128Z',
      deep(honey, 0.18),
    ) +
    at(
      176,
      176,
      cast(handle) +
        fill(handle, wood) +
        shade('M2 -20H9L12 196C12 208 4 210 2 206Z', 0.16) +
        fill(head, pale(wood, 0.08)) +
        shade(
          'M8 -149C20 -147 26 -142 30 -136C52 -106 48 -58 20 -34C14 -31 8 -30 2 -30C24 -60 24 -120 8 -149Z',
          0.18,
        ) +
        line(
          grooves
            .map(
              (y) =>
                d`M${-41 + Math.abs(y + 88) * 0.12} ${y}C-20 ${y + 9} 20 ${y + 9} ${41 - Math.abs(y + 88) * 0.12} ${y}`,
            )
            .join(''),
          deep(wood, 0.45),
          7,
        ) +
        fill(
          'M-26 -140C-14 -150 14 -150 26 -140C36 -130 42 -114 43 -100C30 -84 24 -110 10 -92C0 -78 -8 -66 -16 -88C-24 -104 -34 -92 -42 -100C-40 -118 -36 -130 -26 -140Z',
          honey,
          { fillOpacity: 0.92 },
        ),
      { turn: -42 },
    )
  return at(8, -6, art, { scale: 1.1 })
}
