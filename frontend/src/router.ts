import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'

import { focusHeadings } from '@/app/focus'
import { loadMessages } from '@/i18n'
import { ownerRoutes } from '@/owner/routes'
import { shopRoutes } from '@/shop/routes'

declare module 'vue-router' {
  interface RouteMeta {
    /** The parts of the messages that the page needs, besides the first one. */
    messages?: readonly string[]
  }
}

const frameRoutes: RouteRecordRaw[] = [
  { path: '/settings', name: 'settings', component: () => import('@/app/SettingsView.vue') },
  { path: '/:rest(.*)*', name: 'not-found', component: () => import('@/app/NotFoundView.vue') },
]

export const router = createRouter({
  history: createWebHistory(import.meta.env.BASE_URL),
  routes: [...shopRoutes, ...ownerRoutes, ...frameRoutes],
  scrollBehavior: (to, from, saved) => {
    if (saved) return saved
    return to.path === from.path && to.query.page === from.query.page ? false : { top: 0 }
  },
})

router.beforeEach(async (to) => {
  await loadMessages(...to.matched.flatMap((record) => record.meta.messages ?? []))
})

focusHeadings(router)
