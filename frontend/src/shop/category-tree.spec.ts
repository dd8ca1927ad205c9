import { expect, it } from 'vitest'

import { categoryTree } from './category-tree'

it('hangs each category under its parent, with the counts the service gave', () => {
  const tree = categoryTree([
    { id: 'casa', products: 5 },
    { id: 'casa/barro', products: 1 },
    { id: 'casa/barro/ollas', products: 1 },
    { id: 'mesa', products: 2 },
  ])
  expect(tree.map(({ path, products }) => [path, products])).toEqual([
    ['casa', 5],
    ['mesa', 2],
  ])
  expect(tree[0]?.children[0]).toMatchObject({ name: 'Barro', children: [{ name: 'Ollas' }] })
})

it('gives a parent that nobody counted what its children have', () => {
  const [casa] = categoryTree([
    { id: 'casa/barro', products: 1 },
    { id: 'casa/velas', products: 3 },
  ])
  expect(casa).toMatchObject({ path: 'casa', products: 4 })
})
