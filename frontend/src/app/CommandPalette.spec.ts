import { flushPromises } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'

import { mounted } from '@/testing/mounted'
import { page, product } from '@/testing/samples'
import { script } from '@/testing/scripted-sdk'

import CommandPalette from './CommandPalette.vue'

vi.mock('@/sdk', () => import('@/testing/scripted-sdk'))

async function palette() {
  script({ products: { list: () => Promise.resolve(page([product()])) } })
  const { router } = await mounted(CommandPalette)
  const field = document.querySelector<HTMLInputElement>('[role="combobox"]')
  if (!field) throw new Error('the palette has no field')
  const press = (key: string) => {
    field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    return flushPromises()
  }
  const chosen = () => document.querySelector('[aria-selected="true"]')
  return { router, field, press, chosen }
}

it('goes where the arrow keys lead', async () => {
  const { router, field, press, chosen } = await palette()
  expect(chosen()?.textContent?.trim()).toBe('Go to the shop')
  await press('ArrowDown')
  expect(chosen()?.id).toBe(field.getAttribute('aria-activedescendant'))
  await press('Enter')
  expect(router.currentRoute.value.path).toBe('/basket')
})

it('finds products as they are typed', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { router, field, press, chosen } = await palette()
  field.value = 'romero'
  field.dispatchEvent(new Event('input'))
  await flushPromises()
  vi.advanceTimersByTime(400)
  vi.useRealTimers()
  await flushPromises()
  expect(chosen()?.textContent?.trim()).toBe('Miel de romero')
  await press('Enter')
  expect(router.currentRoute.value.path).toBe(`/products/${product().id}`)
})
