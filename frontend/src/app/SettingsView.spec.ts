import { flushPromises } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'

import { mounted } from '@/testing/mounted'

let about: { owner: boolean } | null
vi.mock('@/web-server', () => ({ aboutServer: () => Promise.resolve(about) }))

import SettingsView from './SettingsView.vue'

beforeEach(() => (about = null))

it('changes language and theme at once, and remembers both', async () => {
  const { wrapper } = await mounted(SettingsView)
  await wrapper.get('input[value="es"]').setValue(true)
  await vi.waitFor(() => expect(wrapper.get('h1').text()).toBe('Ajustes'))
  expect(document.documentElement.lang).toBe('es')
  await wrapper.get('input[value="dark"]').setValue(true)
  expect(document.documentElement.dataset.theme).toBe('dark')
  expect(localStorage.getItem('trastienda.locale')).toBe('es')
  expect(localStorage.getItem('trastienda.theme')).toBe('dark')
  await wrapper.get('input[value="system"]').setValue(true)
  expect(document.documentElement.dataset.theme).toBeUndefined()
})

it('connects only when an address has changed', async () => {
  const { wrapper } = await mounted(SettingsView)
  const connect = () => wrapper.get('[type="submit"]').attributes('disabled')
  expect(connect()).toBeDefined()
  await wrapper.get('input[type="url"]').setValue('http://127.0.0.1:8001')
  expect(connect()).toBeUndefined()
})

it('asks for no addresses where the page may use none', async () => {
  about = { owner: true }
  const { wrapper } = await mounted(SettingsView)
  await flushPromises()
  expect(wrapper.find('input[type="url"]').exists()).toBe(false)
  expect(wrapper.find('[type="submit"]').exists()).toBe(false)
  expect(wrapper.get('form').text()).toContain('to no other')
})
