import type { Product } from '@trastienda/client'

/** One option of a group, with the product each value leads to. */
export interface Option {
  name: string
  values: { value: string; product: Product; chosen: boolean }[]
}

/**
 * The choices a group of variants offers to someone who looks at one of them.
 * A value leads to the variant that has it and is otherwise as near to this one as there is.
 */
export function options(current: Product, variants: readonly Product[]): Option[] {
  const names = [...new Set(variants.flatMap((variant) => Object.keys(variant.options)))]
  return names
    .map((name) => ({ name, values: valuesOf(name, current, variants) }))
    .filter(({ values }) => values.length > 1)
}

function valuesOf(name: string, current: Product, variants: readonly Product[]): Option['values'] {
  const values = [...new Set(variants.map((variant) => variant.options[name] ?? ''))].filter(
    Boolean,
  )
  return values.map((value) => {
    const having = variants.filter((variant) => variant.options[name] === value)
    const product = having.reduce((best, one) =>
      likeness(one, current) > likeness(best, current) ? one : best,
    )
    return { value, product, chosen: current.options[name] === value }
  })
}

function likeness(a: Product, b: Product): number {
  return Object.entries(a.options).filter(([name, value]) => b.options[name] === value).length
}
