import { readdir, readFile, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

import type { Plugin } from 'vite'

/** What shrinks. Fonts and raster pictures are compressed already. */
const KINDS = new Set(['.html', '.js', '.css', '.svg', '.wasm', '.json', '.csv', '.txt'])

/** Below this many bytes the header of a coding costs more than the coding saves. */
const BYTES_MIN = 512

/** Writes a `.br` and a `.gz` beside each file that shrinks, so that no server has to. */
export function compressed(): Plugin {
  let folder = 'dist'
  return {
    name: 'trastienda:compressed',
    apply: 'build',
    configResolved: (config) => {
      folder = config.build.outDir
    },
    closeBundle: async () => {
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (entry.isFile() && KINDS.has(extname(entry.name))) {
          await compress(join(entry.parentPath, entry.name))
        }
      }
    },
  }
}

async function compress(path: string): Promise<void> {
  const bytes = await readFile(path)
  if (bytes.length < BYTES_MIN) return
  const brotli = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  })
  await Promise.all([
    writeFile(`${path}.br`, brotli),
    writeFile(`${path}.gz`, gzipSync(bytes, { level: 9 })),
  ])
}
