import type { Plugin, Rollup } from 'vite'

/** Files that every first visit needs, though the browser would find them late. */
const EARLY = [
  { file: /client[^/]*\.wasm$/, as: 'fetch', type: 'application/wasm' },
  { file: /instrument-serif[^/]*\.woff2$/, as: 'font', type: 'font/woff2' },
]

/** The first words of a language. */
const WORDS = /locales\/(\w+)\/first\.ts$/

/**
 * Lets the browser load the WASM module and the display face beside the scripts, not after them. Where the first
 * words of each language are is told to the script that chooses one.
 */
export function preloaded(): Plugin {
  return {
    name: 'trastienda:preloaded',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {} }) => ({
        html: html.replace('src="/theme.js"', (script) => `${script} ${words(bundle)}`),
        tags: EARLY.flatMap(({ file, as, type }) =>
          Object.keys(bundle)
            .filter((name) => file.test(name))
            .map((name) => ({
              tag: 'link',
              attrs: { rel: 'preload', href: `/${name}`, as, type, crossorigin: '' },
              injectTo: 'head' as const,
            })),
        ),
      }),
    },
  }
}

function words(bundle: Rollup.OutputBundle): string {
  const attributes = Object.values(bundle).flatMap((output) => {
    const [, locale] = (output.type === 'chunk' && WORDS.exec(output.facadeModuleId ?? '')) || []
    return locale ? [`data-words-${locale}="/${output.fileName}"`] : []
  })
  return attributes.join(' ')
}
