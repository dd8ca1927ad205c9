import { expect, it } from 'vitest'

import { mounted } from '@/testing/mounted'

import Pagination from './Pagination.vue'

const to = (page: number) => ({ path: '/', query: { page: String(page) } })

it('offers real links and marks the page in sight', async () => {
  const { wrapper } = await mounted(Pagination, { props: { number: 2, pages: 3, to } })
  expect(wrapper.findAll('a').map((link) => link.attributes('href'))).toEqual([
    '/?page=1',
    '/?page=1',
    '/?page=2',
    '/?page=3',
    '/?page=3',
  ])
  expect(wrapper.get('[aria-current="page"]').text()).toBe('2')
})

it('is not there for a single page', async () => {
  const { wrapper } = await mounted(Pagination, { props: { number: 1, pages: 1, to } })
  expect(wrapper.find('nav').exists()).toBe(false)
})
