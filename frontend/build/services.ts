import type { ProxyOptions } from 'vite'

/** The paths of the Product service; every other path under /api/v1 is the Inventory service's. */
const PRODUCT_PATHS = '^/api/v1/(products|operations|categories|tags|product-events)(/|\\?|$)'

/**
 * While developing, the page's own origin carries both services, as in production.
 * The key is added here, on the server's side: no browser sees it.
 */
export function services(environment: NodeJS.ProcessEnv): Record<string, ProxyOptions> {
  const key = environment.INTERNAL_API_KEY ?? 'super-secret-key'
  const to = (target: string): ProxyOptions => ({ target, headers: { 'X-API-Key': key } })
  return {
    [PRODUCT_PATHS]: to(environment.PRODUCT_SERVICE_URL ?? 'http://127.0.0.1:8001'),
    '^/api/v1/': to(environment.INVENTORY_SERVICE_URL ?? 'http://127.0.0.1:8002'),
  }
}
