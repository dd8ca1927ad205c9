import type { ClientOptions } from '@trastienda/client'

import { preference } from '@/preferences'

/** Where the services are, and with which key, when not on the page's own origin. */
export interface Connection {
  productUrl: string
  inventoryUrl: string
  apiKey: string
}

/** The connection in use: what the settings say, else what the build says, else the page's own origin. */
export function connection(): Pick<ClientOptions, 'productUrl' | 'inventoryUrl' | 'apiKey'> {
  const { productUrl, inventoryUrl, apiKey } = savedConnection()
  return {
    ...(productUrl && { productUrl }),
    ...(inventoryUrl && { inventoryUrl }),
    ...(apiKey && { apiKey }),
  }
}

export function savedConnection(): Connection {
  const built = import.meta.env
  return {
    productUrl: preference.read('product-url') ?? built.VITE_API_BASE_URL ?? '',
    inventoryUrl: preference.read('inventory-url') ?? built.VITE_INVENTORY_BASE_URL ?? '',
    apiKey: read('api-key') ?? built.VITE_API_KEY ?? '',
  }
}

/** Keeps addresses in this browser; the key only until its tab is closed. */
export function saveConnection({ productUrl, inventoryUrl, apiKey }: Connection): void {
  preference.write('product-url', productUrl || null)
  preference.write('inventory-url', inventoryUrl || null)
  write('api-key', apiKey || null)
}

/** Whether this tab uses the shop inside the page. `?demo` turns it on, `?demo=off` turns it off. */
export function inPageShop(): boolean {
  const asked = new URLSearchParams(location.search).get('demo')
  if (asked !== null) write('demo', asked === 'off' ? null : 'on')
  return read('demo') === 'on'
}

function read(name: string): string | null {
  try {
    return sessionStorage.getItem(`trastienda.${name}`)
  } catch {
    return null
  }
}

function write(name: string, value: string | null): void {
  try {
    if (value === null) sessionStorage.removeItem(`trastienda.${name}`)
    else sessionStorage.setItem(`trastienda.${name}`, value)
  } catch {
    // Without storage the choice lasts as long as the address says so.
  }
}
