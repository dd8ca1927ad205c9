import type { CategoryCount } from '@trastienda/client'

/** A category as it stands under its parent. */
export interface CategoryNode {
  /** The whole path, as filters take it. */
  path: string
  name: string
  products: number
  children: CategoryNode[]
}

/** What the last part of a path is called in a sentence. */
export function categoryName(path: string): string {
  const name = path.split('/').at(-1) ?? path
  return name.charAt(0).toLocaleUpperCase() + name.slice(1)
}

/** The paths as a tree, in the order they came; a parent nobody counted stands with what its children have. */
export function categoryTree(counts: readonly CategoryCount[]): CategoryNode[] {
  const roots: CategoryNode[] = []
  const nodes = new Map<string, CategoryNode>()
  const counted = new Set(counts.map(({ id }) => id))

  function node(path: string): CategoryNode {
    const known = nodes.get(path)
    if (known) return known
    const made: CategoryNode = { path, name: categoryName(path), products: 0, children: [] }
    nodes.set(path, made)
    const cut = path.lastIndexOf('/')
    if (cut < 0) roots.push(made)
    else node(path.slice(0, cut)).children.push(made)
    return made
  }

  for (const { id, products } of counts) {
    node(id).products = products
    for (let cut = id.lastIndexOf('/'); cut > 0; cut = id.lastIndexOf('/', cut - 1)) {
      const parent = id.slice(0, cut)
      if (!counted.has(parent)) node(parent).products += products
    }
  }
  return roots
}
