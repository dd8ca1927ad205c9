import { useQueryCache } from '@pinia/colada'
import type { Product } from '@trastienda/client'
import { computed, readonly, ref, shallowRef, watch } from 'vue'

import { askAgain } from '@/composables/askAgain'
import { keys, useProduct } from '@/composables/queries'
import { useIntent } from '@/composables/useIntent'
import { isFailure } from '@/faults'
import { client } from '@/sdk'

import { contested, type Contested, type Side } from './contested'
import { attributesOf, draftOf, emptyDraft, patchOf, type FieldName } from './draft'
import { useDraft } from './useDraft'

/**
 * Changing one product. Only what was changed here is sent, against the version it was changed from; if
 * somebody else was quicker, both values of each field stand side by side and the owner chooses.
 */
export function useProductEditing(id: () => string) {
  const cache = useQueryCache()
  const intent = useIntent(`product.${id()}`)
  const query = useProduct(id)
  const editing = useDraft(emptyDraft('EUR'))
  const { draft, before, changed } = editing

  /** What the draft was made from. */
  const base = shallowRef<Product | null>(null)
  const theirs = shallowRef<Product | null>(null)
  const pending = ref(false)
  const failure = shallowRef<unknown>(null)

  // While nothing is written here, the page follows what others write.
  watch(
    query.data,
    (product) => {
      if (!product || (base.value && product.version <= base.value.version)) return
      if (base.value && changed.value.length > 0) return
      base.value = product
      editing.reset(draftOf(product))
    },
    { immediate: true },
  )

  /** Somebody has saved it meanwhile: known before saving fails. */
  const overtaken = computed(
    () => query.data.value !== undefined && (base.value?.version ?? 0) < query.data.value.version,
  )

  const conflict = computed<Contested[]>(() =>
    theirs.value
      ? contested(
          attributesOf(before.value),
          attributesOf(draft),
          attributesOf(draftOf(theirs.value)),
        )
      : [],
  )

  /** The product as saved, or null: then the fields, `conflict` or `failure` say why not. */
  async function save(): Promise<Product | null> {
    failure.value = null
    if (!editing.check() || !base.value) return null
    const patch = patchOf(attributesOf(before.value), attributesOf(draft))
    const { version } = base.value
    pending.value = true
    try {
      const saved = await intent.run({ patch, version }, (idempotencyKey) =>
        client().products.update(id(), patch, { ifMatch: version, idempotencyKey }),
      )
      settle(saved)
      return saved
    } catch (error) {
      if (isFailure(error) && error.status === 412) await compare()
      else if (!editing.refuse(error)) failure.value = error
      return null
    } finally {
      pending.value = false
    }
  }

  function settle(saved: Product): void {
    base.value = saved
    theirs.value = null
    editing.reset(draftOf(saved))
    cache.setQueryData(keys.product(saved.id), saved)
    askAgain(cache, keys.products)
  }

  /** Reads how the product stands now, to be laid beside what was written here. */
  async function compare(): Promise<void> {
    try {
      theirs.value = await client().products.get(id())
    } catch (error) {
      failure.value = error
    }
  }

  /** Takes the chosen side of each field into the draft; what was not in question keeps both sides' changes. */
  function resolve(choices: ReadonlyMap<FieldName, Side>): void {
    const product = theirs.value
    if (!product) return
    const other = draftOf(product)
    for (const { name, mine } of conflict.value) {
      if (mine && choices.get(name) !== 'theirs') continue
      Object.assign(draft, { [name]: other[name] })
      if (name === 'price') draft.currency = other.currency
    }
    editing.rebase(other)
    base.value = product
    theirs.value = null
  }

  return {
    ...editing,
    query,
    pending: readonly(pending),
    failure,
    overtaken,
    conflict,
    save,
    compare,
    resolve,
    /** Puts the comparison away; saving would ask again. */
    postpone: () => (theirs.value = null),
    discard: () => {
      const product = query.data.value
      if (product) base.value = product
      editing.reset(product ? draftOf(product) : before.value)
    },
  }
}
