import { at, disc } from '../paint.mjs'
import { flat, table, wall } from '../stage.mjs'
import { garlic, laurel, oliveBranch, rosemary, rosette } from '../motifs.mjs'
import { porron, tumblers, waterJug } from '../shapes/glass.mjs'
import { apron, cloths } from '../shapes/linen.mjs'
import { chefsKnife, hamKnife } from '../shapes/knives.mjs'
import { hammered, paella, paellaPan } from '../shapes/pans.mjs'
import { cazuela, coffeePot, mortar } from '../shapes/pots.mjs'
import { bowl, mug, plate } from '../shapes/tableware.mjs'
import { board, honeySpoon, saladServers } from '../shapes/wood.mjs'

const COBALT = '#2b4c9b'
const STEEL = '#c5ccd1'

const heart = disc(0, 0, 9, '#e3b04b')

export const kitchen = {
  'PLT-AZU-27': flat(
    plate({
      r: 158,
      colour: COBALT,
      strokes: 20,
      centre: rosette(COBALT, 8, 56) + rosette('#7d97cf', 8, 30) + heart,
    }),
  ),
  'PLT-AZU-21': flat(
    plate({ r: 126, colour: COBALT, strokes: 15, centre: rosette(COBALT, 5, 40) + heart }),
  ),
  'BOW-AZU-16': table(bowl({ colour: COBALT })),
  'MUG-BAR-30': table(
    mug({ clay: '#bf6a45', inside: '#f1e3cb', drink: '#8a5534', speck: '#8a4527' }),
  ),
  'MUG-NEG-30': table(
    mug({ clay: '#3b3840', inside: '#57525c', drink: '#2a201f', speck: '#85808a' }),
  ),
  'JAR-AGU-1L': table(waterJug('#b3e0d4', '#b5e0e2')),
  'VAS-REC-6': table(tumblers(['#a9d6c4', '#cfe3b8', '#b4d3e2', '#e8dca8', '#a5d3c8', '#c3dfc0'])),
  'POR-VIN-75': table(porron('#e4f4ea', '#8e2238')),
  'CUB-OLI-24': flat(saladServers('#c99558', '#ad7740')),
  'TAB-OLI-40': flat(board('#c8945a', '#5f3a26', at(160, 306, oliveBranch(), { scale: 1.3 }))),
  'CUE-MIE-18': flat(honeySpoon('#d9ab74', '#e8a325')),
  'PAE-ACE-36': flat(
    paellaPan({ r: 136, steel: STEEL, grip: '#c23b30', inside: hammered(STEEL, 136) }),
  ),
  'PAE-ACE-46': flat(paellaPan({ r: 162, steel: STEEL, grip: '#c23b30', inside: paella(142) })),
  'CAZ-BAR-24': table(
    cazuela('#b8643c', '#c8793f'),
    at(312, 322, garlic()),
    at(82, 340, laurel('#6f8a4c')),
  ),
  'MOR-GRA-14': table(mortar('#8b8f98')),
  'CAF-ITA-6': table(coffeePot('#b9bfc6', '#2f2c33')),
  'CUC-JAM-28': flat(hamKnife({ steel: '#dde2e6', grip: '#2b2830' })),
  'CUC-CHE-20': flat(
    at(276, 298, rosemary('#b3cc95', '#c3cdf2'), { scale: 1.6, turn: 60 }),
    chefsKnife({ steel: '#8d949e', wood: '#8a5431' }),
  ),
  'DEL-LIN-NAT': wall(apron({ cloth: '#e6d8bd', strap: '#c9b592', stitch: '#a58d66' })),
  'DEL-LIN-IND': wall(apron({ cloth: '#3f4f86', strap: '#2f3c69', stitch: '#a9b4da' })),
  'PAN-COC-3': wall(cloths('#f6efe0', ['#b8412f', '#3a5794', '#6d8247'])),
}
