import { PiniaColada } from '@pinia/colada'
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { defineComponent, h, type Component } from 'vue'
import { createMemoryHistory, createRouter, RouterView, type Router } from 'vue-router'

import { i18n, loadMessages, setLocale } from '@/i18n'
import { ownerRoutes } from '@/owner/routes'

/** The routes that links in components point to; the owner's keep their own paths. */
const ROUTES = [
  ...Object.entries({
    shop: '/',
    product: '/products/:id',
    basket: '/basket',
    purchase: '/purchases/:id',
    settings: '/settings',
  }),
  ...ownerRoutes.flatMap(({ path, children = [] }) =>
    children.map((child) => [String(child.name), `${path}/${child.path}`] as const),
  ),
].map(([name, path]) => ({ name, path, component: { template: '<i />' } }))

export interface Mounted {
  wrapper: VueWrapper
  router: Router
}

/** Mounts a component in the frame it lives in, in English, at an address. */
export async function mounted(
  component: Component,
  options: { props?: Record<string, unknown>; slots?: Record<string, string>; at?: string } = {},
): Promise<Mounted> {
  await setLocale('en')
  await loadMessages('owner', 'locations', 'reservations', 'webhooks')
  const router = testRouter()
  await router.push(options.at ?? '/')
  const wrapper = mount(component, {
    attachTo: document.body,
    props: options.props ?? {},
    slots: options.slots ?? {},
    global: { plugins: [createPinia(), PiniaColada, i18n, router] },
  })
  await flushPromises()
  return { wrapper, router }
}

/** Runs a composable where it can live, and gives what it returns. */
export async function composed<Result>(
  composable: () => Result,
  at = '/',
): Promise<Mounted & { result: Result }> {
  let result: Result | undefined
  const host = defineComponent(() => {
    result = composable()
    return () => h(RouterView)
  })
  const { wrapper, router } = await mounted(host, { at })
  return { wrapper, router, result: result as Result }
}

export function testRouter(): Router {
  return createRouter({ history: createMemoryHistory(), routes: ROUTES })
}
