import { expect, it, vi } from 'vitest'
import { ref } from 'vue'

import { mounted } from '@/testing/mounted'

import ListEnd from './ListEnd.vue'

const controls = (sizes: number[]) => ({
  state: ref({ page: 2, size: 20, sort: 'name', filters: {} }),
  sizes,
  setSize: vi.fn(),
  toPage: (page: number) => ({ path: '/', query: { page } }),
})
const end = async (sizes: number[], bare = false) => {
  const list = controls(sizes)
  const props = { list, said: '57 products', pages: 3, bare }
  return { list, ...(await mounted(ListEnd, { props: props as never })) }
}

it('says how many there are and leads to the pages', async () => {
  const { wrapper } = await end([20])
  expect(wrapper.text()).toContain('57 products')
  expect(wrapper.get('[aria-current="page"]').text()).toBe('2')
  expect(wrapper.find('select').exists()).toBe(false)
})

it('lets the size of a page be chosen where there is a choice', async () => {
  const { wrapper, list } = await end([20, 50])
  expect(wrapper.findAll('option').map((option) => option.text())).toEqual([
    '20 a page',
    '50 a page',
  ])
  await wrapper.get('select').setValue('50')
  expect(list.setSize).toHaveBeenCalledWith(50)
})

it('is only heard where there is nothing to go to', async () => {
  const { wrapper } = await end([20, 50], true)
  expect(wrapper.get('[role="status"]').text()).toBe('57 products')
  expect(wrapper.find('a, select').exists()).toBe(false)
})
