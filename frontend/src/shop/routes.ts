import type { RouteRecordRaw } from 'vue-router'

import ProductListView from './ProductListView.vue'

/** The shoppers' side of the shop. */
export const shopRoutes: RouteRecordRaw[] = [
  { path: '/', name: 'shop', component: ProductListView },
  {
    path: '/products/:id',
    name: 'product',
    component: () => import('./ProductView.vue'),
    props: true,
  },
  { path: '/basket', name: 'basket', component: () => import('./BasketView.vue') },
  {
    path: '/purchases/:id',
    name: 'purchase',
    component: () => import('./ReceiptView.vue'),
    props: true,
  },
]
