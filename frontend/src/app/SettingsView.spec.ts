import { expect, it, vi } from 'vitest'

import { mounted } from '@/testing/mounted'

import SettingsView from './SettingsView.vue'

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
