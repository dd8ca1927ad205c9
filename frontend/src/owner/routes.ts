import type { RouteRecordRaw } from 'vue-router'

/** The owner's side of the shop. */
export const ownerRoutes: RouteRecordRaw[] = []
