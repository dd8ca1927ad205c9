/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** Address of the Product service, for a development build that talks to it directly. */
  readonly VITE_API_BASE_URL?: string
  /** Address of the Inventory service, likewise. */
  readonly VITE_INVENTORY_BASE_URL?: string
  /** The key sent to both, likewise. Never set it for a build that others load. */
  readonly VITE_API_KEY?: string
}
