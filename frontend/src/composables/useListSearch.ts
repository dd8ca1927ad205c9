import { useTemplateRef } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'

import { useDebounced } from './useDebounced'
import type { ListControls } from './useListState'
import { useShortcuts } from './useShortcuts'

/** The search of a list, in the field that a page calls `searchField`: told once typing pauses, reached by `/`. */
export function useListSearch(list: ListControls) {
  const search = useDebounced(
    () => list.state.value.filters.q ?? '',
    (q) => void list.setFilters({ q: q.trim() }, { replace: true }),
  )
  // A search told late would lead back to the list from what was just chosen in it.
  onBeforeRouteLeave(search.cancel)
  const field = useTemplateRef<{ focus: () => void }>('searchField')
  useShortcuts({ '/': () => field.value?.focus() })
  return search
}
