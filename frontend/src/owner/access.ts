import { readonly, ref } from 'vue'

import { savedConnection } from '@/connection'
import { sdk } from '@/sdk'

/** What the web server says of itself. */
const ABOUT = '/web.json'

/** `unknown` until the web server has answered. */
const access = ref<'unknown' | 'open' | 'closed'>('unknown')
let asked: Promise<void> | null = null

/**
 * Whether the owner's side is offered: in a shop inside the page, to whoever holds a key of the services,
 * and where the web server lets its visitors in. It is an offer only; the services decide on each call.
 */
export function useOwnerAccess() {
  asked ??= ask()
  return readonly(access)
}

async function ask(): Promise<void> {
  const { apiKey, productUrl } = savedConnection()
  // While developing, the proxy adds the key.
  const open = sdk.inPage || apiKey !== '' || productUrl !== '' || import.meta.env.DEV
  access.value = open || (await offered()) ? 'open' : 'closed'
}

async function offered(): Promise<boolean> {
  try {
    const answer = await fetch(ABOUT, { headers: { Accept: 'application/json' } })
    const about: unknown = answer.ok ? await answer.json() : null
    return typeof about === 'object' && about !== null && 'owner' in about && about.owner === true
  } catch {
    // The next page may find the server back.
    asked = null
    return false
  }
}
