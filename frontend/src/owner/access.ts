import { readonly, ref } from 'vue'

import { savedConnection } from '@/connection'
import { sdk } from '@/sdk'
import { aboutServer } from '@/web-server'

/** `unknown` until the web server has answered. */
const access = ref<'unknown' | 'open' | 'closed'>('unknown')

/**
 * Whether the owner's side is offered: in a shop inside the page, to whoever holds a key of the services,
 * and where the web server lets its visitors in. It is an offer only; the services decide on each call.
 */
export function useOwnerAccess() {
  void askAccess()
  return readonly(access)
}

/** Asked before anything is shown, the header need not make room for the owner's side later. */
export async function askAccess(): Promise<void> {
  const { apiKey, productUrl } = savedConnection()
  // While developing, the proxy adds the key.
  const open = sdk.inPage || apiKey !== '' || productUrl !== '' || import.meta.env.DEV
  if (open) access.value = 'open'
  else access.value = (await aboutServer())?.owner ? 'open' : 'closed'
}
