// The drawing of each sample product, by its SKU.

import { household } from './products/household.mjs'
import { pantry } from './products/pantry.mjs'
import { kitchen } from './products/kitchen.mjs'

export const drawings = { ...pantry, ...kitchen, ...household }
