import type { RouteRecordRaw } from 'vue-router'

import { initRules } from '@/sdk'

/** The owner's side of the shop. Its pages stand in one frame, which asks whether they may be shown. */
export const ownerRoutes: RouteRecordRaw[] = [
  {
    path: '/owner',
    component: () => import('./frame/OwnerFrame.vue'),
    meta: { messages: ['owner', 'locations'] },
    children: [
      { path: '', name: 'owner', component: () => import('./overview/OverviewView.vue') },
      {
        path: 'products',
        name: 'owner-products',
        component: () => import('./products/ProductsView.vue'),
      },
      {
        path: 'products/new',
        name: 'owner-product-new',
        component: () => withRules(import('./product/NewProductView.vue')),
      },
      {
        path: 'products/:id',
        name: 'owner-product',
        component: () => withRules(import('./product/EditProductView.vue')),
        props: true,
      },
      {
        path: 'products/:id/stock',
        name: 'owner-stock',
        component: () => import('./stock/StockView.vue'),
        props: true,
      },
      { path: 'low', name: 'owner-low', component: () => import('./stock/LowStockView.vue') },
      {
        path: 'locations',
        name: 'owner-locations',
        component: () => import('./locations/LocationsView.vue'),
      },
      {
        path: 'reservations',
        name: 'owner-reservations',
        component: () => import('./reservations/ReservationsView.vue'),
        meta: { messages: ['reservations'] },
      },
      {
        path: 'purchases',
        name: 'owner-purchases',
        component: () => import('./purchases/PurchasesView.vue'),
      },
      {
        path: 'purchases/:id',
        name: 'owner-purchase',
        component: () => import('./purchases/PurchaseView.vue'),
        props: true,
      },
      { path: 'events', name: 'owner-events', component: () => import('./events/EventsView.vue') },
      {
        path: 'webhooks',
        name: 'owner-webhooks',
        component: () => import('./webhooks/WebhooksView.vue'),
        meta: { messages: ['webhooks'] },
      },
      {
        path: 'webhooks/:id',
        name: 'owner-webhook',
        component: () => import('./webhooks/WebhookView.vue'),
        props: true,
        meta: { messages: ['webhooks'] },
      },
      { path: 'files', name: 'owner-files', component: () => import('./transfer/FilesView.vue') },
    ],
  },
]

/** A page that checks what is written in it; the rules that it checks by load beside it. */
async function withRules<Page>(page: Promise<Page>): Promise<Page> {
  const [loaded] = await Promise.all([page, initRules()])
  return loaded
}
