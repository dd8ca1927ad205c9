import type { FieldName } from './draft'

export function fieldId(name: FieldName): string {
  return `product-${name}`
}

/** Takes the reader to a field; of a group, to its first part that is at fault. */
export function focusField(name: FieldName): void {
  const field = document.getElementById(fieldId(name))
  const part = field?.querySelector<HTMLElement>('[aria-invalid="true"], input')
  ;(part ?? field)?.focus()
}
