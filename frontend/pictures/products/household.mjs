import { at } from '../paint.mjs'
import { flat, table } from '../stage.mjs'
import { holly, lavender, lemon, oliveBranch, pot, rosemary, rosette } from '../motifs.mjs'
import { shopMark } from '../mark.mjs'
import { basket, hamper, logs, presents } from '../shapes/baskets.mjs'
import { bottle } from '../shapes/bottles.mjs'
import { blanket, botijo, candle, fan } from '../shapes/house.mjs'
import { soapBars } from '../shapes/soap.mjs'
import { book, calendar, giftCard, notebook } from '../shapes/stationery.mjs'

const PAPER = '#f6ecd4'
const RED = '#b8383a'

const soap = (colour, sprig) =>
  flat(
    soapBars({ soap: colour, paper: PAPER, motif: sprig }),
    at(304, 112, sprig, { scale: 1.5, turn: 40 }),
  )

const lemons =
  at(150, 184, lemon(), { scale: 1.1, turn: -20 }) +
  at(246, 186, lemon('#e8bb35'), { scale: 1.1, turn: 24 }) +
  at(200, 172, lemon(), { scale: 1.15, turn: 8 })
const hollies =
  at(110, 250, holly(), { scale: 1.1, turn: -14 }) + at(292, 250, holly(), { scale: 1.1, turn: 14 })

export const household = {
  'MAN-LAN-GRI': table(blanket({ wool: '#b9b6ba', stripe: '#5b5a66' })),
  'MAN-LAN-MOS': table(blanket({ wool: '#d59f31', stripe: '#7a4a2b' })),
  'CES-ESP-M': table(basket({ straw: '#d9b678', grip: '#8a5534', load: lemons, size: 1 })),
  'CES-ESP-G': table(
    basket({
      straw: '#cfa967',
      grip: '#5b3a2a',
      stripe: '#7a4a2b',
      load: logs('#b98552'),
      size: 1.12,
    }),
  ),
  'VEL-CER-20': table(candle({ wax: '#e2a640', dish: '#c98d5a' })),
  'JAB-OLI-100': soap('#b3bd7e', oliveBranch()),
  'JAB-LAV-100': soap('#b6a3d4', lavender()),
  'JAB-ROM-100': soap('#7f9c86', rosemary()),
  'COL-LAV-30': table(
    bottle({
      kind: 'flask',
      glass: '#b9a8dc',
      cap: '#f4efe4',
      label: '#fbf6ea',
      motif: lavender(),
      scale: 0.95,
    }),
    at(304, 322, lavender(), { scale: 1.25, turn: -58 }),
  ),
  'BOT-REC-4': table(botijo('#f3ecdd', '#c0673f')),
  'ABA-MAD-1': flat(
    fan({
      wood: '#b47b4b',
      cotton: '#f6ecd8',
      stripe: '#a8323a',
      motif: rosette('#c8453f', 6, 20),
    }),
  ),
  'LIB-COC-ES': table(
    book({
      cover: RED,
      checks: '#f4e6cc',
      label: '#f7ecd6',
      motif: pot('#3f6a86', '#2c3f52'),
      ribbon: '#e3b04b',
    }),
  ),
  'CUA-LIS-A5': flat(
    notebook({ cover: '#c9a376', spine: '#3f4f6b', thread: '#f3e6cf', label: '#f7efdf' }),
  ),
  'TAR-REG-50': flat(
    giftCard({
      card: PAPER,
      ribbon: RED,
      envelope: '#4a5f8f',
      mark: at(240, 194, shopMark(), { scale: 1.1 }),
    }),
  ),
  'CES-NAV-26': table(hamper({ wicker: '#c99a5f', bow: RED, greens: hollies, goods: presents() })),
  'CAL-MES-25': table(
    calendar({
      frame: '#7a5236',
      sheet: '#fbf5e8',
      sky: '#6fa39f',
      hills: '#3f6a5f',
      sun: '#efc15a',
      ink: '#c9bda8',
      marked: '#c23b30',
    }),
  ),
}
