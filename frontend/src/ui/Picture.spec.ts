import { expect, it } from 'vitest'

import { mounted } from '@/testing/mounted'
import { product } from '@/testing/samples'

import Picture from './Picture.vue'

const images = [{ url: '/pictures/miel.svg', alt: 'A jar of honey' }]

it('shows the first image with its words', async () => {
  const { wrapper } = await mounted(Picture, { props: { product: product({ images }) } })
  expect(wrapper.get('img').attributes()).toMatchObject({
    src: '/pictures/miel.svg',
    alt: 'A jar of honey',
    loading: 'lazy',
  })
})

it('says nothing where the name stands beside it', async () => {
  const props = { product: product({ images }), decorative: true }
  const { wrapper } = await mounted(Picture, { props })
  expect(wrapper.get('img').attributes('alt')).toBe('')
})

it('falls back to the initial when the image is missing or does not load', async () => {
  const { wrapper } = await mounted(Picture, { props: { product: product({ images }) } })
  await wrapper.get('img').trigger('error')
  expect(wrapper.find('img').exists()).toBe(false)
  expect(wrapper.text()).toBe('M')
})
