import type { Plugin } from 'vite'

/** Files that every first visit needs, though the browser would find them late. */
const EARLY = [
  { file: /client[^/]*\.wasm$/, as: 'fetch', type: 'application/wasm' },
  { file: /instrument-serif[^/]*\.woff2$/, as: 'font', type: 'font/woff2' },
]

/** Lets the browser load the WASM module and the display face beside the scripts, not after them. */
export function preloaded(): Plugin {
  return {
    name: 'trastienda:preloaded',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) =>
        EARLY.flatMap(({ file, as, type }) =>
          Object.keys(bundle ?? {})
            .filter((name) => file.test(name))
            .map((name) => ({
              tag: 'link',
              attrs: { rel: 'preload', href: `/${name}`, as, type, crossorigin: '' },
              injectTo: 'head' as const,
            })),
        ),
    },
  }
}
