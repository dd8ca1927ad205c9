import { baseCompile } from '@intlify/message-compiler'
import type { Plugin } from 'vite'

type Messages = { [key: string]: string | Messages }

/** Reads the messages while building, so that their compiler, 5 kB of the first load, can stay at home. */
export function messages(): Plugin {
  return {
    name: 'trastienda:messages',
    apply: 'build',
    enforce: 'pre',
    config: () => ({ define: { __INTLIFY_DROP_MESSAGE_COMPILER__: true } }),
    transform: {
      filter: { id: /\/locales\/\w+\/[\w-]+\.json$/ },
      handler: (text) => ({ code: JSON.stringify(compiled(JSON.parse(text))), map: null }),
    },
  }
}

function compiled(messages: Messages): object {
  return Object.fromEntries(
    Object.entries(messages).map(([key, message]) => [
      key,
      typeof message === 'string' ? read(message) : compiled(message),
    ]),
  )
}

/** Plain text stays as it is; text with figures or plurals becomes the tree that it is shown from. */
function read(message: string): unknown {
  if (!/[{}|@]/.test(message)) return message
  const { ast } = baseCompile(message, { jit: true, minify: true })
  return JSON.parse(JSON.stringify(ast, (key, value) => (PLACES.has(key) ? undefined : value)))
}

/** Where something stood in the text: of use to error messages alone. */
const PLACES = new Set(['start', 'end', 'loc'])
