import type { Fault } from '@trastienda/client'
import { computed, reactive, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'

import { fieldFaults, isFailure } from '@/faults'
import { validateProduct } from '@/sdk'

import { attributesOf, differing, FIELDS, type Draft, type FieldName } from './draft'

/**
 * A product being written: what it was, what it is now, and what is wrong with it.
 * The shop's own rules judge a field once it has been left, and all of them on saving.
 */
export function useDraft(first: Draft) {
  const { t } = useI18n()
  const before = shallowRef(copy(first))
  const draft = reactive(copy(first)) as Draft
  const left = ref(new Set<FieldName>())
  const refused = shallowRef<readonly Fault[]>([])

  const changed = computed(() => differing(attributesOf(before.value), attributesOf(draft)))
  const found = computed(() => validateProduct(attributesOf(draft)))

  /** The sentence for each field that has something wrong with it, in the order of the page. */
  const faults = computed(() => {
    const own = fieldFaults(found.value)
    const theirs = fieldFaults(refused.value)
    return new Map(
      FIELDS.flatMap((name) => {
        const fault = theirs.get(name) ?? (left.value.has(name) ? own.get(name) : undefined)
        return fault ? [[name, sentence(name, fault)] as const] : []
      }),
    )
  })

  function sentence(name: FieldName, { code }: Fault): string {
    if (code === 'sku-taken' || code === 'variant-taken') return t(`owner.form.faults.${code}`)
    return t(`owner.form.rules.${name}`)
  }

  /** What the service said of a value holds until the value changes. */
  function leave(name: FieldName): void {
    left.value = new Set(left.value).add(name)
    refused.value = refused.value.filter((fault) => !fieldFaults([fault]).has(name))
  }

  /** Judges every field; whether all of them are fine. */
  function check(): boolean {
    left.value = new Set(FIELDS)
    refused.value = []
    return found.value.length === 0
  }

  /** Takes what the service refused to the fields it is about; whether there were such. */
  function refuse(error: unknown): boolean {
    if (!isFailure(error)) return false
    refused.value = error.errors.map(located).filter((fault) => fieldFaults([fault]).size > 0)
    return refused.value.length > 0
  }

  /** Begins again from this state: nothing is changed, nothing is wrong. */
  function reset(state: Draft = before.value): void {
    before.value = copy(state)
    Object.assign(draft, copy(state))
    left.value = new Set()
    refused.value = []
  }

  /** Goes on from what stands at the service now, and keeps what was written here. */
  function rebase(state: Draft): void {
    before.value = copy(state)
  }

  return { draft, before, changed, faults, leave, check, refuse, reset, rebase }
}

/** A refusal that names no field, where its code does. */
function located(fault: Fault): Fault {
  const field = { 'sku-taken': 'sku', 'variant-taken': 'options' }[fault.code as string]
  return field && fieldFaults([fault]).size === 0
    ? { ...fault, source: { pointer: `/data/attributes/${field}` } }
    : fault
}

function copy(draft: Draft): Draft {
  return JSON.parse(JSON.stringify(draft)) as Draft
}
