import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach } from 'vitest'

// Hooks run last to first: what was mounted goes before the page it stood in.
afterEach(() => {
  localStorage.clear()
  sessionStorage.clear()
  document.body.innerHTML = ''
})
enableAutoUnmount(afterEach)
