import { flushPromises } from '@vue/test-utils'
import type { LocationPatch, NewLocation } from '@trastienda/client'
import { beforeEach, expect, it, vi } from 'vitest'

import { failure } from '@/testing/failures'
import { mounted } from '@/testing/mounted'
import { ATTIC, listed, page, product, SHOP, transfer } from '@/testing/samples'
import { script } from '@/testing/scripted-sdk'
import { toasts } from '@/ui/toasts'

import LocationsView from './LocationsView.vue'

vi.mock('@/sdk', () => import('@/testing/scripted-sdk'))

const made: NewLocation[] = []
const patches: [string, LocationPatch][] = []
const received: [string, unknown][] = []
let update: () => Promise<unknown>
let onTheWay = [transfer()]

beforeEach(() => {
  made.length = patches.length = received.length = 0
  toasts.value = []
  onTheWay = [transfer()]
  update = () => Promise.resolve(SHOP)
  script({
    products: { list: () => Promise.resolve(page([product()])) },
    locations: {
      list: () => listed([SHOP, ATTIC]),
      create: (location: NewLocation) => {
        made.push(location)
        return Promise.resolve({ ...ATTIC, ...location })
      },
      update: (id: string, patch: LocationPatch) => {
        patches.push([id, patch])
        return update()
      },
    },
    transfers: {
      list: () => Promise.resolve(page(onTheWay)),
      update: (id: string, patch: unknown) => {
        received.push([id, patch])
        onTheWay = []
        return Promise.resolve(transfer({ status: 'received' }))
      },
    },
  })
})

async function view() {
  const { wrapper } = await mounted(LocationsView)
  await flushPromises()
  return wrapper
}

const body = () => document.body
const button = (name: string) =>
  [...body().querySelectorAll('button')].find(
    (one) => (one.ariaLabel ?? one.textContent)?.trim() === name,
  )
async function press(name: string): Promise<void> {
  const found = button(name)
  expect(found, name).toBeDefined()
  found?.click()
  await flushPromises()
}
async function type(label: string, text: string): Promise<void> {
  const caption = [...body().querySelectorAll('[role="dialog"] label')].find((one) =>
    one.textContent?.trim().startsWith(label),
  ) as HTMLLabelElement
  const field = document.getElementById(caption.htmlFor) as HTMLInputElement
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
  await flushPromises()
}

it('makes a location, and not one without a name', async () => {
  await view()
  await press('New location')
  // The page's button and the dialog's have the same name.
  body().querySelector<HTMLButtonElement>('[role="dialog"] button[type="submit"]')?.click()
  await flushPromises()
  expect(body().textContent).toContain('Give a name of 1 to 120 characters.')
  expect(made).toEqual([])
  await type('Name', 'Cellar')
  body().querySelector<HTMLButtonElement>('[role="dialog"] button[type="submit"]')?.click()
  await flushPromises()
  expect(made).toEqual([{ name: 'Cellar', priority: 0, active: true }])
})

it('sends only what was changed', async () => {
  await view()
  await press('Edit Shop')
  await type('Name', 'Corner shop')
  await press('Save')
  expect(patches).toEqual([[SHOP.id, { name: 'Corner shop' }]])
})

it('says what has to be done first where a location is not empty', async () => {
  update = () => Promise.reject(failure({ code: 'location-not-empty', status: 409 }))
  await view()
  await press('Edit Attic')
  const inactive = body().querySelector<HTMLInputElement>('input[value="inactive"]')
  inactive?.click()
  inactive?.dispatchEvent(new Event('change', { bubbles: true }))
  await flushPromises()
  await press('Save')
  expect(patches).toEqual([[ATTIC.id, { active: false }]])
  expect(body().querySelector('[role="dialog"] [role="alert"]')?.textContent).toContain(
    'There is stock at that location',
  )
})

it('takes in what is on its way', async () => {
  const wrapper = await view()
  expect(wrapper.text()).toContain('Shop to Attic')
  expect(wrapper.text()).toContain('3 × Miel de romero')
  await press('Received: 3 × Miel de romero, Shop to Attic')
  await flushPromises()
  expect(received).toEqual([[transfer().id, { status: 'received' }]])
  expect(toasts.value[0]?.text).toBe('It is at Attic now.')
  expect(wrapper.text()).toContain('Nothing is on its way between locations.')
})
