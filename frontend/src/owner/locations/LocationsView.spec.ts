import { flushPromises } from '@vue/test-utils'
import type { LocationPatch, NewLocation } from '@trastienda/client'
import { beforeEach, expect, it, vi } from 'vitest'

import { setLocale } from '@/i18n'
import { failure } from '@/testing/failures'
import { mounted } from '@/testing/mounted'
import { choose, dialog, press, type } from '@/testing/press'
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
let shop = SHOP

beforeEach(() => {
  made.length = patches.length = received.length = 0
  toasts.value = []
  onTheWay = [transfer()]
  shop = SHOP
  update = () => Promise.resolve(SHOP)
  script({
    products: { list: () => Promise.resolve(page([product()])) },
    locations: {
      list: () => listed([shop, ATTIC]),
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

it('makes a location, and not one without a name', async () => {
  await view()
  await press('New location')
  await press('New location', dialog())
  expect(dialog().textContent).toContain('Give a name of 1 to 120 characters.')
  expect(made).toEqual([])
  await type('input', 'Cellar', dialog())
  await press('New location', dialog())
  expect(made).toEqual([{ name: 'Cellar', priority: 0, active: true }])
})

it('sends only what was changed', async () => {
  await view()
  await press('Edit Shop')
  await type('input', 'Corner shop', dialog())
  await press('Save')
  expect(patches).toEqual([[SHOP.id, { name: 'Corner shop' }]])
})

it('says what has to be done first where a location is not empty', async () => {
  update = () => Promise.reject(failure({ code: 'location-not-empty', status: 409 }))
  await view()
  await press('Edit Attic')
  await choose('inactive', dialog())
  await press('Save')
  expect(patches).toEqual([[ATTIC.id, { active: false }]])
  expect(dialog().querySelector('[role="alert"]')?.textContent).toContain(
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

it('calls the main location what it is in the reader’s language, until it has a name', async () => {
  shop = { ...SHOP, name: 'Main' }
  const wrapper = await view()
  await setLocale('es')
  expect(wrapper.text()).toContain('Principal')
  await press('Editar Principal')
  await type('input[inputmode="numeric"]', '3', dialog())
  await press('Guardar')
  // The name that the page gives it is not the owner's.
  expect(patches).toEqual([[SHOP.id, { priority: 3 }]])
})
