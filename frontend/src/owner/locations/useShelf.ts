import type { Inventory } from '@trastienda/client'
import { computed, ref } from 'vue'

import { MAIN, useLevelsOf, useLocations } from './useLocations'

/** The figures that a change of stock by hand goes by. */
export interface Shelf {
  onHand: number
  unavailable: number
  /** Goods that a supplier sent; what another location sent is received as a whole. */
  awaited: number
}

/** The stock of a product at one location, which can be chosen; where there is only one, all of it. */
export function useShelf(inventory: () => Inventory) {
  const { active } = useLocations()
  const levels = useLevelsOf(() => inventory().id)
  const location = ref(MAIN)
  const several = computed(() => active.value.length > 1)

  const shelf = computed<Shelf>(() => {
    const level = levels.data.value?.find((one) => one.location === location.value)
    const awaited = level ? level.incoming - level.inTransit : 0
    if (!several.value) {
      const { onHand, unavailable } = inventory()
      return { onHand, unavailable, awaited }
    }
    return { onHand: level?.onHand ?? 0, unavailable: level?.unavailable ?? 0, awaited }
  })

  return {
    location,
    /** Whether there is another one to choose. */
    several,
    shelf,
    /** Whether its figures are there. */
    known: computed(() => !several.value || levels.data.value !== undefined),
    /** What an adjustment says of it. */
    named: computed(() => (several.value ? { location: location.value } : {})),
  }
}
