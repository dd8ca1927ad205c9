import { flushPromises } from '@vue/test-utils'
import { expect, it } from 'vitest'

import { composed } from '@/testing/mounted'

import { useListState } from './useListState'

const listAt = (at: string) =>
  composed(
    () =>
      useListState({
        filters: ['q', 'tag'],
        sorts: ['name', '-price'],
        sort: 'name',
        sizes: [12, 24],
        size: 24,
      }),
    at,
  )

it('reads the whole state from the address', async () => {
  const { result } = await listAt('/?q=miel&tag=regalo&sort=-price&size=12&page=3')
  expect(result.state.value).toEqual({
    page: 3,
    size: 12,
    sort: '-price',
    filters: { q: 'miel', tag: 'regalo' },
  })
  expect(result.filtered.value).toBe(true)
})

it('takes the default for what the address says wrongly', async () => {
  const { result } = await listAt('/?sort=colour&size=13&page=-2&q=a&q=b')
  expect(result.state.value).toEqual({
    page: 1,
    size: 24,
    sort: 'name',
    filters: { q: '', tag: '' },
  })
})

it('returns to page 1 when a filter changes, and keeps filters when the page does', async () => {
  const { result, router } = await listAt('/?tag=regalo&page=3')
  await result.setFilters({ q: 'miel' })
  await flushPromises()
  expect(router.currentRoute.value.fullPath).toBe('/?q=miel&tag=regalo')
  expect(router.resolve(result.toPage(2)).fullPath).toBe('/?q=miel&tag=regalo&page=2')
})

it('goes back to the list as it was', async () => {
  const { result, router } = await listAt('/')
  await result.setSort('-price')
  await result.setPage(2)
  router.back()
  await flushPromises()
  expect(result.state.value).toMatchObject({ page: 1, sort: '-price' })
})
