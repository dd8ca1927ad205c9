// What stands behind the things: a wall with a niche and a table, a plain wall, or the table seen from above.

import { at, d, deep, disc, fill, pale } from './paint.mjs'

/** A calm colour for each category. */
const GROUNDS = {
  'despensa/aceites': '#bcc296',
  'despensa/vinagres': '#e8d3b4',
  'despensa/especias': '#8dbab3',
  'despensa/arroces': '#d38a66',
  'despensa/legumbres': '#d38a66',
  'despensa/dulces': '#ecc4ae',
  'despensa/cafés': '#eadcc6',
  'despensa/infusiones': '#b4c8ac',
  'despensa/conservas': '#56699c',
  'mesa/vajilla': '#e2b45a',
  'mesa/vidrio': '#dd9f80',
  'mesa/madera': '#6fa39f',
  'cocina/cacharros': '#aeb486',
  'cocina/utensilios': '#d0805f',
  'cocina/cuchillos': '#52648f',
  'cocina/textil': '#dc9a7a',
  'casa/textil': '#5f719f',
  'casa/cestería': '#9aa878',
  'casa/velas': '#3d4a73',
  'casa/jabones': '#efcdb9',
  'casa/barro': '#7fb0ad',
  'casa/varios': '#e3b861',
  'papelería/libros': '#b7c3a2',
  'papelería/cuadernos': '#8fb9b6',
  'papelería/regalo': '#d9906c',
}

/** Seen from the front, standing on a table before a niche. */
export const table = (...art) => ({
  stage: 'table',
  art: at(-20, -16, art.join(''), { scale: 1.1 }),
})
/** Seen from the front, hanging on the wall. */
export const wall = (...art) => ({ stage: 'wall', art: art.join('') })
/** Seen from above, lying on the table. */
export const flat = (...art) => ({ stage: 'flat', art: art.join('') })

const backs = {
  table: (ground) =>
    fill('M0 0h400v400H0z', ground) +
    fill('M56 300V172a144 144 0 0 1 288 0v128z', pale(ground, 0.22)) +
    fill('M0 298h400v102H0z', deep(ground, 0.13)) +
    fill('M0 298h400v5H0z', deep(ground, 0.2)),
  wall: (ground) => fill('M0 0h400v400H0z', ground) + fill('M400 0v400H130z', pale(ground, 0.13)),
  flat: (ground) =>
    fill('M0 0h400v400H0z', deep(ground, 0.05)) + disc(200, 200, 168, pale(ground, 0.2)),
}

const escaped = (text) =>
  text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign])

/** The whole file. */
export function picture({ stage, art }, { title, category }) {
  const ground = GROUNDS[category]
  if (!ground) throw new Error(`no ground for the category ${category}`)
  return d`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" role="img" stroke-linecap="round" stroke-linejoin="round"><title>${escaped(title)}</title>${backs[stage](ground)}${art}</svg>\n`
}
