import type {
  Money,
  NewImage,
  NewProduct,
  Product,
  ProductPatch,
  ProductStatus,
} from '@trastienda/client'

/** A name and its value, in the order they were typed. */
export interface Pair {
  name: string
  value: string
}

/** A product as fields hold it while it is written. */
export interface Draft {
  sku: string
  name: string
  description: string
  currency: string
  price: Money | null
  status: ProductStatus
  tags: string[]
  category: string
  group: string
  options: Pair[]
  images: { url: string; alt: string }[]
  metadata: Pair[]
}

/** The attributes that a draft stands for, by their names on the wire. */
export interface Attributes {
  sku: string
  name: string
  description: string
  price: Money | null
  status: ProductStatus
  tags: string[]
  category: string | null
  group: string | null
  options: Record<string, string>
  images: NewImage[]
  metadata: Record<string, string>
}

/** In the order in which the page shows them. */
export const FIELDS = [
  'name',
  'sku',
  'description',
  'price',
  'status',
  'category',
  'tags',
  'images',
  'group',
  'options',
  'metadata',
] as const
export type FieldName = (typeof FIELDS)[number]

export function emptyDraft(currency: string): Draft {
  return {
    sku: '',
    name: '',
    description: '',
    currency,
    price: null,
    status: 'active',
    tags: [],
    category: '',
    group: '',
    options: [],
    images: [],
    metadata: [],
  }
}

export function draftOf(product: Product): Draft {
  return {
    sku: product.sku,
    name: product.name,
    description: product.description,
    currency: product.price.currency,
    price: { ...product.price },
    status: product.status,
    tags: [...product.tags],
    category: product.category ?? '',
    group: product.group ?? '',
    options: pairs(product.options),
    images: product.images.map(({ url, alt }) => ({ url, alt })),
    metadata: pairs(product.metadata),
  }
}

/** Blank ends and blank rows are nobody's intention. */
export function attributesOf(draft: Draft): Attributes {
  return {
    sku: draft.sku.trim(),
    name: draft.name.trim(),
    description: draft.description,
    price: draft.price,
    status: draft.status,
    tags: draft.tags,
    category: draft.category.trim() || null,
    group: draft.group.trim() || null,
    options: record(draft.options),
    images: draft.images
      .filter(({ url, alt }) => url.trim() || alt.trim())
      .map(({ url, alt }) => ({ url: url.trim(), alt: alt.trim() })),
    metadata: record(draft.metadata),
  }
}

/** As a request to create it takes it. */
export function newProduct(draft: Draft): NewProduct {
  const { price, category, group, ...rest } = attributesOf(draft)
  return {
    ...rest,
    ...(price && { price }),
    ...(category !== null && { category }),
    ...(group !== null && { group }),
  } as NewProduct
}

/** The fields in which two states of a product differ. */
export function differing(a: Attributes, b: Attributes): FieldName[] {
  return FIELDS.filter((name) => canonical(a[name]) !== canonical(b[name]))
}

/** Only what was changed here, so that nobody else's change is written over. Stock is never part of it. */
export function patchOf(before: Attributes, after: Attributes): ProductPatch {
  const changed = differing(before, after).map((name) => [name, after[name]])
  return Object.fromEntries(changed) as ProductPatch
}

function pairs(values: Record<string, string>): Pair[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }))
}

function record(rows: readonly Pair[]): Record<string, string> {
  return Object.fromEntries(
    rows
      .filter(({ name, value }) => name.trim() || value.trim())
      .map(({ name, value }) => [name.trim(), value.trim()]),
  )
}

/** Equal for equal values; the order of an object's members says nothing. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
