// Paper goods and present cards.

import {
  at,
  cast,
  d,
  deep,
  disc,
  dots,
  fill,
  glint,
  line,
  ring,
  shade,
  shadow,
  slab,
  soft,
} from '../paint.mjs'

/** A hard-bound book that stands, its pages to the right. */
export const book = ({ cover, checks, label, motif, ribbon }) =>
  shadow(216, 340, 104, 13) +
  soft('M272 98L304 78V316L272 338Z', '#f3e8d2', 4) +
  line('M280 98V328M288 92V322M296 88V318', '#d5c5ab', 2) +
  soft('M104 96L138 74H306L274 96Z', deep(cover, 0.2), 6) +
  fill('M122 92L144 78H298L276 92Z', '#fbf3e2') +
  soft('M102 98H274V340H102Z', cover, 8) +
  fill(checkers(120, 272, 6, 25.6, 3), checks) +
  fill('M98 94H118V344H98Z', deep(cover, 0.22)) +
  slab(138, 118, 118, 128, 8, label) +
  at(197, 186, motif, { scale: 1.45 }) +
  fill('M164 340H184V372L174 363L164 372Z', ribbon) +
  glint('M120 94H126V344H120Z', 0.2)

const checkers = (x, y, columns, size, rows) =>
  Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns]
    return (row + column) % 2
      ? ''
      : d`M${x + column * size} ${y + (row * size * 22) / 25.6}h${size}v22h${-size}z`
  }).join('')

/** A sewn notebook and a pencil. */
export function notebook({ cover, spine, thread, label }) {
  const art =
    cast('M108 60H292V344H108Z') +
    soft('M114 62H298V346H114Z', '#f6efdf', 6) +
    line('M118 347H297M301 68V346', '#d9cdb6', 2) +
    soft('M108 58H290V340H108Z', cover, 8) +
    fill('M104 54H142V344H104Z', spine) +
    line('M124 70V330', thread, 4, { strokeDasharray: '20 12' }) +
    slab(172, 106, 92, 58, 4, label) +
    line('M186 124H250M186 140H232', deep(label, 0.3), 3) +
    dots(
      [
        [168, 208],
        [206, 236],
        [262, 214],
        [240, 280],
        [176, 300],
        [274, 316],
        [214, 318],
        [158, 260],
        [250, 190],
      ],
      deep(cover, 0.2),
      3.5,
    ) +
    glint('M142 54H148V344H142Z', 0.18)
  const pencil = 'M-9 -118H9V92L0 122L-9 92Z'
  return (
    at(182, 200, at(-200, -200, art), { turn: -8 }) +
    at(
      326,
      216,
      cast(pencil) +
        fill('M-9 92H9L0 122Z', '#f0d8b0') +
        fill('M-3 112H3L0 122Z', '#3b2a2a') +
        fill('M-9 -104H9V92L4 86L0 92L-4 86L-9 92Z', '#c8553f') +
        fill('M3 -104H9V92L4 86L3 87Z', deep('#c8553f', 0.25)) +
        slab(-9, -118, 18, 16, 4, '#f3e6cf'),
      { turn: 14 },
    )
  )
}

/** A present card on its envelope, tied with a ribbon. */
export function giftCard({ card, ribbon, envelope, mark }) {
  const sheet = 'M70 112H330V274H70Z'
  return (
    at(
      210,
      222,
      at(
        -200,
        -200,
        cast('M60 100H340V300H60Z') +
          soft('M64 104H336V296H64Z', envelope, 8) +
          line('M64 106L200 214L336 106', deep(envelope, 0.22), 4),
      ),
      { turn: 7 },
    ) +
    at(
      196,
      186,
      at(
        -200,
        -194,
        cast(sheet) +
          soft(sheet, card, 18) +
          shade('M228 103H330A9 9 0 0 1 339 112V274A9 9 0 0 1 330 283H166Z', 0.08) +
          mark +
          fill('M110 103H132V283H110Z', ribbon) +
          shade('M124 103H132V283H124Z', 0.2) +
          soft(
            'M121 186C96 150 72 158 76 176C80 192 104 190 121 186ZM121 186C146 150 170 158 166 176C162 192 138 190 121 186Z',
            ribbon,
            6,
          ) +
          soft('M119 190L100 228L112 226L121 196L132 228L143 224Z', deep(ribbon, 0.16), 4) +
          line(
            'M88 172C98 168 108 174 114 180M154 172C144 168 134 174 128 180',
            deep(ribbon, 0.3),
            4,
          ) +
          disc(121, 187, 10, deep(ribbon, 0.2)),
      ),
      { turn: -9, scale: 1.02 },
    )
  )
}

/** A desk calendar on its stand. */
export function calendar({ frame, sheet, sky, hills, sun, ink, marked }) {
  const days = [0, 1, 2, 3, 4].flatMap((row) =>
    Array.from({ length: 7 }, (_, column) => [106 + column * 30, 228 + row * 21]),
  )
  return (
    shadow(206, 340, 134, 13) +
    soft('M322 98L346 330L318 340Z', deep(frame, 0.35), 6) +
    soft('M72 92H318L328 338H62Z', frame, 8) +
    soft('M84 108H306L312 322H78Z', sheet, 4) +
    fill('M83 106H307L310 204H81Z', sky) +
    disc(194, 164, 24, sun) +
    fill('M82 204C128 158 164 180 194 192C234 152 274 168 310 204Z', hills) +
    dots(days.slice(2, 33), ink, 11) +
    ring(days[17][0], days[17][1], 12, marked, 4) +
    line([0, 1, 2, 3, 4, 5, 6, 7].map((i) => d`M${100 + i * 27} 78v22`).join(''), '#6b5a55', 6) +
    line([0, 1, 2, 3, 4, 5, 6, 7].map((i) => d`M${98 + i * 27} 80v16`).join(''), '#e9dfd2', 2) +
    shade('M270 88H320L330 342H282Z', 0.08)
  )
}
