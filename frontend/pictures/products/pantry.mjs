import { at } from '../paint.mjs'
import { flat, table } from '../stage.mjs'
import {
  almond,
  asparagus,
  barrel,
  bean,
  beans,
  bellPepper,
  chamomile,
  chili,
  crocus,
  cup,
  fish,
  flake,
  heather,
  mussel,
  oliveBranch,
  piquillo,
  pod,
  quince,
  rosemary,
  rosette,
  wheat,
} from '../motifs.mjs'
import { bottle } from '../shapes/bottles.mjs'
import {
  caddy,
  coffeeBag,
  oilCan,
  quincePaste,
  sack,
  spiceTin,
  windowBag,
} from '../shapes/packs.mjs'
import {
  flakes,
  honeyLight,
  jar,
  roundJar,
  loins,
  peppers,
  spears,
  threads,
} from '../shapes/jars.mjs'
import { meal, nuts, squares, tablet } from '../shapes/tablets.mjs'
import { anchovyTin, musselTin } from '../shapes/tins.mjs'

const PAPER = '#f6ead0'
const GOLD = '#d8b25a'

const twoSpears = at(-14, 0, asparagus()) + at(14, 0, asparagus())

const honey = (gold, lid, motif) =>
  table(
    roundJar({
      r: 82,
      top: 132,
      contents: gold,
      inside: honeyLight(gold),
      label: { paper: PAPER, span: [222, 296], motif },
      lid,
    }),
  )

export const pantry = {
  'ACE-ARB-500': table(
    bottle({
      kind: 'square',
      glass: '#3a4a2a',
      cap: GOLD,
      label: PAPER,
      motif: oliveBranch(),
      scale: 1.3,
    }),
  ),
  'ACE-ARB-2L': table(oilCan({ tin: '#52663a', label: PAPER, motif: oliveBranch() })),
  'ACE-PIC-500': table(
    bottle({
      kind: 'slender',
      glass: '#4a3a20',
      cap: '#2f2a24',
      cork: true,
      label: '#c8663f',
      edge: '#f2e2b8',
      motif: oliveBranch('#f2e2b8', '#2f3320'),
    }),
  ),
  'VIN-JER-250': table(
    bottle({
      kind: 'flask',
      glass: '#7a2f22',
      cap: '#4a2a1c',
      cork: true,
      label: PAPER,
      motif: barrel(),
      scale: 1.1,
    }),
  ),
  'SAL-FLO-125': table(
    jar({
      r: 82,
      top: 152,
      contents: '#f4f6f2',
      inside: flakes(),
      lid: '#c99d6b',
      cork: true,
      label: { paper: '#3f7285', span: [232, 296], motif: flake(PAPER) },
    }),
  ),
  'PIM-DUL-70': table(
    spiceTin({
      tin: '#c23b30',
      medal: '#f7e8c8',
      edge: '#efc772',
      motif: bellPepper(),
      spill: '#c8452f',
    }),
  ),
  'PIM-PIC-70': table(
    spiceTin({
      tin: '#3b2a30',
      medal: '#efb747',
      edge: '#efb747',
      motif: chili(),
      spill: '#a3271c',
    }),
  ),
  'AZA-MAN-1': table(
    jar({ r: 72, top: 162, contents: '#efe2c8', inside: threads('#b5261e'), lid: '#d9b04e' }),
    at(306, 308, crocus(), { scale: 1.4, turn: 12 }),
  ),
  'ARR-BOM-1K': table(
    sack({ cloth: '#ecdfc4', cord: '#a5763f', label: '#fbf5e6', motif: wheat(), grain: '#fff8e8' }),
  ),
  'GAR-PED-500': table(
    windowBag({
      paper: '#ecd9ae',
      ink: '#8a5a2c',
      pulses: '#dfb877',
      size: 21,
      motif: pod('#b08a4f', '#e9d5a8'),
    }),
  ),
  'LEN-PAR-500': table(
    windowBag({
      paper: '#a9b48a',
      ink: '#4c5a38',
      pulses: '#8a5f3c',
      size: 16,
      motif: pod('#6d7d4d', '#8a5f3c'),
    }),
  ),
  'MIE-ROM-500': honey('#e39a1f', '#f4ead2', rosemary()),
  'MIE-BRE-500': honey('#8a3f14', '#6b4a6a', heather()),
  'TUR-BLA-300': flat(
    tablet({
      sweet: '#d9ab6e',
      inside: meal('#b5813f'),
      foil: '#f0dfb4',
      sleeve: '#8e2f34',
      edge: '#e8c87e',
      motif: rosette('#e8c87e', 8, 34),
    }),
  ),
  'TUR-DUR-300': flat(
    tablet({
      sweet: '#f3e6cb',
      inside: nuts('#b5763f'),
      foil: '#f0dfb4',
      sleeve: '#2f5a6b',
      edge: '#e8c87e',
      motif: almond('#e2b57a'),
    }),
  ),
  'CHO-TAZ-250': flat(
    tablet({
      sweet: '#5b3425',
      inside: squares('#6a3f2c'),
      foil: '#d5d9dc',
      sleeve: '#e9d3ae',
      edge: '#7a4630',
      motif: cup('#7a4630'),
    }),
  ),
  'MEM-CAN-400': table(quincePaste({ paste: '#c4561f', plate: '#fbf6ea', fruit: quince() })),
  'CAF-NAT-250': table(
    coffeeBag({ paper: '#c9774c', label: '#f8ecd4', motif: bean(), ribbon: '#7a3f26' }),
    beans(
      [
        [104, 344, 40, 0.6],
        [306, 346, -30, 0.65],
        [330, 338, 70, 0.55],
      ],
      '#7a4a2b',
    ),
  ),
  'CAF-OSC-250': table(
    coffeeBag({ paper: '#3a302e', label: '#c98a4f', motif: bean('#4f3122'), ribbon: '#c98a4f' }),
    beans(
      [
        [100, 342, -40, 0.6],
        [78, 348, 30, 0.6],
        [314, 346, -70, 0.65],
      ],
      '#3c261c',
    ),
  ),
  'INF-MAN-40': table(
    caddy({ tin: '#d9a441', label: '#6f8f6c', motif: chamomile() }),
    at(108, 336, chamomile(), { scale: 0.8 }),
    at(294, 344, chamomile(), { scale: 0.66 }),
  ),
  'BON-TRO-110': table(
    jar({
      r: 86,
      top: 160,
      contents: '#e0b45a',
      inside: loins('#e9c6a6'),
      lid: GOLD,
      label: { paper: PAPER, span: [238, 296], motif: fish(), scale: 1.15 },
    }),
  ),
  'ANC-CAN-50': flat(
    anchovyTin({
      lid: '#c9432f',
      edge: '#f6e3b8',
      motif: fish('#f6e3b8', '#e0b45a'),
      oil: '#d6a646',
      fillet: '#8f4a34',
    }),
  ),
  'MEJ-ESC-115': flat(
    musselTin({
      lid: '#e3b04b',
      edge: '#33405f',
      motif: mussel(),
      sauce: '#c25a1e',
      meat: '#ec9a45',
    }),
  ),
  'PIM-PIQ-220': table(
    jar({
      r: 80,
      top: 140,
      contents: '#a81f1c',
      inside: peppers('#c62a22'),
      lid: '#f1e6cf',
      label: { paper: PAPER, span: [234, 302], motif: piquillo(), scale: 0.85 },
    }),
  ),
  'ESP-NAV-330': table(
    jar({
      r: 76,
      top: 104,
      contents: '#e9e2bd',
      inside: spears('#f6efd9', '#c5b3c4'),
      lid: GOLD,
      label: { paper: '#5d7a4c', span: [232, 306], motif: twoSpears, scale: 0.76 },
    }),
  ),
}
