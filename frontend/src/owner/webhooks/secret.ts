/** As long as a key for HMAC-SHA256 is useful. */
const SECRET_BYTES = 32

/** A secret in the form that Standard Webhooks gives it. */
export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES))
  return `whsec_${btoa(String.fromCharCode(...bytes))}`
}
