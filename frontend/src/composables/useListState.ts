import type { Page } from '@trastienda/client'
import { computed, watch, type ComputedRef, type Ref } from 'vue'
import { useRoute, useRouter, type LocationQueryRaw, type RouteLocationRaw } from 'vue-router'

/** What a list shows: its page, its size, its order and its filters. */
export interface ListState {
  page: number
  size: number
  sort: string
  /** Absent filters are empty. */
  filters: Record<string, string>
}

export interface ListStateOptions {
  /** Names of the filters, as they stand in the address. */
  filters: readonly string[]
  sorts: readonly string[]
  sort: string
  sizes: readonly number[]
  size: number
}

/** The controls of a list, as its pages hand them to what stands around it. */
export type ListControls = ReturnType<typeof useListState>

/**
 * The state of a list, kept in the address: reload, back, forward and a shared link restore it.
 * What the address holds is checked; what it lacks, or says wrongly, is the default.
 */
export function useListState(options: ListStateOptions) {
  const route = useRoute()
  const router = useRouter()

  const state: ComputedRef<ListState> = computed(() => {
    const { page, size, sort } = route.query
    const wantedSize = Number(size)
    return {
      page: wholeFromOne(page),
      size: options.sizes.includes(wantedSize) ? wantedSize : options.size,
      sort: options.sorts.find((name) => name === sort) ?? options.sort,
      filters: Object.fromEntries(
        options.filters.map((name) => [name, text(route.query[name]).slice(0, 200)]),
      ),
    }
  })

  const filtered = computed(() => Object.values(state.value.filters).some((value) => value !== ''))

  function query(next: ListState): LocationQueryRaw {
    return {
      ...Object.fromEntries(
        Object.entries(next.filters).map(([name, value]) => [name, value || undefined]),
      ),
      sort: next.sort === options.sort ? undefined : next.sort,
      size: next.size === options.size ? undefined : String(next.size),
      page: next.page === 1 ? undefined : String(next.page),
    }
  }

  /** The address of another page of the same list. */
  function toPage(page: number): RouteLocationRaw {
    return { path: route.path, query: query({ ...state.value, page }) }
  }

  /** The address with other filters or another order; it starts at page 1. */
  function toFilters(
    filters: Record<string, string>,
    rest: Partial<ListState> = {},
  ): RouteLocationRaw {
    const next = {
      ...state.value,
      ...rest,
      page: 1,
      filters: { ...state.value.filters, ...filters },
    }
    return { path: route.path, query: query(next) }
  }

  /** A page past the end, after a change in another window or an old link, leads to the last one. */
  function keepWithin(answer: {
    data: Readonly<Ref<Pick<Page<unknown>, 'items' | 'pages'> | undefined>>
    isPlaceholderData: Readonly<Ref<boolean>>
  }): void {
    watch(answer.data, (page) => {
      if (answer.isPlaceholderData.value || !page?.pages) return
      if (page.items.length === 0 && state.value.page > page.pages) {
        void setPage(page.pages, { replace: true })
      }
    })
  }

  function setPage(page: number, how: { replace?: boolean } = {}) {
    return router.push({ ...(toPage(page) as object), replace: how.replace ?? false })
  }

  return {
    state,
    filtered,
    /** What a page can hold. */
    sizes: options.sizes,
    keepWithin,
    toPage,
    toFilters,
    /** Goes there. `replace` for what is typed letter by letter: back then leads to the page before. */
    setFilters: (filters: Record<string, string>, how: { replace?: boolean } = {}) =>
      router.push({ ...(toFilters(filters) as object), replace: how.replace ?? false }),
    setSort: (sort: string) => router.push(toFilters({}, { sort })),
    setSize: (size: number) => router.push(toFilters({}, { size })),
    setPage,
    clear: () =>
      router.push(toFilters(Object.fromEntries(options.filters.map((name) => [name, ''])))),
  }
}

function wholeFromOne(value: unknown): number {
  const number = Number(value)
  return Number.isSafeInteger(number) && number >= 1 ? number : 1
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
