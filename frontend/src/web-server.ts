/** What the web server that serves this page says of itself. */
export interface AboutServer {
  /** Whether it lets its visitors into the owner's side. */
  owner: boolean
}

const ADDRESS = '/web.json'

let asked: Promise<AboutServer | null> | null = null

/** What the shop's own web server says; null where another one serves the page, or none answers. */
export function aboutServer(): Promise<AboutServer | null> {
  asked ??= ask()
  return asked
}

async function ask(): Promise<AboutServer | null> {
  try {
    const answer = await fetch(ADDRESS, { headers: { Accept: 'application/json' } })
    const about: unknown = answer.ok ? await answer.json() : null
    const known = typeof about === 'object' && about !== null && 'owner' in about
    return known ? { owner: about.owner === true } : null
  } catch {
    // The next page may find the server back.
    asked = null
    return null
  }
}
