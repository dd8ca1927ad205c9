import type { RouteRecordRaw } from 'vue-router'

const meta = { messages: ['shop'] }

/** The shoppers' side of the shop. */
export const shopRoutes: RouteRecordRaw[] = [
  { path: '/', name: 'shop', component: () => import('./ProductListView.vue'), meta },
  {
    path: '/products/:id',
    name: 'product',
    component: () => import('./ProductView.vue'),
    props: true,
    meta,
  },
  { path: '/basket', name: 'basket', component: () => import('./BasketView.vue'), meta },
  {
    path: '/purchases/:id',
    name: 'purchase',
    component: () => import('./ReceiptView.vue'),
    props: true,
    meta,
  },
]
