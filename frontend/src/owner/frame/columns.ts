/** A column of a table. */
export interface Column {
  /** Names its slot. */
  key: string
  label: string
  numeric?: boolean
  /** As in `grid-template-columns`. */
  width?: string
  /** What stands in it speaks for itself. */
  bare?: boolean
}
