import { expect, it } from 'vitest'

import { mounted } from '@/testing/mounted'

import Badge, { type Tone } from './Badge.vue'

const badge = async (tone?: Tone) =>
  (await mounted(Badge, { props: { tone }, slots: { default: 'Sold out' } })).wrapper

it('shows its words', async () => {
  expect((await badge()).text()).toBe('Sold out')
})

it('has a look of its own for each tone, and a quiet one by default', async () => {
  const tones: Tone[] = ['neutral', 'good', 'warn', 'bad', 'accent']
  const looks = await Promise.all(
    tones.map(async (tone) => (await badge(tone)).classes().join(' ')),
  )
  expect(new Set(looks).size).toBe(tones.length)
  expect((await badge()).classes().join(' ')).toBe(looks[0])
})
