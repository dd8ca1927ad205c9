import { useQuery } from '@pinia/colada'
import type { Level, Location } from '@trastienda/client'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useI18n } from 'vue-i18n'

import { keys } from '@/composables/queries'
import { client } from '@/sdk'

/** The location that is always there, and that changes of stock are about unless they say otherwise. */
export const MAIN = 'main'

/** What the service calls that one until its owner gives it a name. */
const UNNAMED = 'Main'

/** More of them than a shop has. */
const LOCATIONS_MAX = 1_000
const PAGE_MAX = 100

/** Every location, in the order in which it is sold from them, and what each is called. */
export function useLocations() {
  const { t } = useI18n()
  const query = useQuery({
    key: [...keys.stock, 'locations'],
    query: ({ signal }): Promise<Location[]> =>
      client()
        .locations.list({ sort: 'priority', page: { size: PAGE_MAX } }, { signal })
        .toArray({ limit: LOCATIONS_MAX }),
  })
  const all = computed(() => query.data.value ?? [])
  /** Its name; the one that nobody chose in the reader's language. */
  const called = ({ id, name }: Pick<Location, 'id' | 'name'>): string =>
    id === MAIN && name === UNNAMED ? t('locations.main') : name
  const names = computed(
    () => new Map(all.value.map((location) => [location.id, called(location)])),
  )

  return {
    query,
    all,
    /** Those where stock is kept. */
    active: computed(() => all.value.filter(({ active }) => active)),
    called,
    nameOf: (id: string): string =>
      names.value.get(id) ?? (query.data.value ? t('locations.unknown') : '…'),
  }
}

/** The stock of one product at each location, in no order: as it is, or as it was at a moment. */
export function useLevelsOf(
  product: MaybeRefOrGetter<string>,
  at: MaybeRefOrGetter<string | null> = null,
) {
  return useQuery({
    key: () => [...keys.stock, 'by-location', toValue(product), toValue(at) ?? ''],
    query: ({ signal }): Promise<Level[]> => {
      const moment = toValue(at)
      const filter = { product: toValue(product), ...(moment !== null && { at: moment }) }
      return client()
        .levels.list({ filter, page: { size: PAGE_MAX } }, { signal })
        .toArray({ limit: LOCATIONS_MAX })
    },
    placeholderData: (previous: Level[] | undefined) => previous,
  })
}
