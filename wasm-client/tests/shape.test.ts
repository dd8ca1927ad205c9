/** What others see of the package: its types. */
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const SNAPSHOT = file('api.d.ts')

function file(name: string): URL {
  return new URL(`../${name}`, import.meta.url)
}

function text(name: string): string {
  return readFileSync(file(name), 'utf8')
}

/** The public declarations: those of the entry's files, and the types that they take from the module. */
function declared(): string {
  const files = [...text('dist/index.d.ts').matchAll(/from '(\.\/[a-z]+)\.js'/g)].map(
    ([, name]) => name,
  )
  const entries = [...new Set(['./index', ...files, './shop'])].map(
    (name) => `// ${name}\n${text(`dist/${name}.d.ts`)}`,
  )
  const wanted = new Set(text('dist/types.d.ts').match(/\b[A-Z]\w+/g))
  const modules = text('pkg/client.d.ts') + text('pkg/rules/rules.d.ts')
  // What is in the types of more than one module is told once.
  const blocks = new Set(modules.split(/\n(?=\/\*\*|export )/).map((block) => block.trim()))
  const types = [...blocks].filter((block) => {
    const name = /^export (?:interface|type) (\w+)/m.exec(block)?.[1]
    return name !== undefined && wanted.has(name)
  })
  return [...entries, '// types of the modules', ...types.sort(), ''].join('\n')
}

it('has the types that were agreed', () => {
  const found = declared()
  if (process.env['UPDATE_SNAPSHOTS'] === '1') writeFileSync(SNAPSHOT, found)
  expect(found, 'UPDATE_SNAPSHOTS=1 npm test takes a wanted change over').toBe(text('api.d.ts'))
})
