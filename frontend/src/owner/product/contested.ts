import { differing, type Attributes, type FieldName } from './draft'

export type Side = 'mine' | 'theirs'

/** A field that somebody else has changed since it was loaded here. */
export interface Contested {
  name: FieldName
  /** It was changed here too, to something else: somebody must choose. */
  mine: boolean
  here: Attributes[FieldName]
  there: Attributes[FieldName]
}

/** The fields that others changed, those that need a choice first. */
export function contested(before: Attributes, here: Attributes, there: Attributes): Contested[] {
  const ours = new Set(differing(before, here))
  const apart = new Set(differing(here, there))
  return differing(before, there)
    .map((name) => ({
      name,
      mine: ours.has(name) && apart.has(name),
      here: here[name],
      there: there[name],
    }))
    .sort((a, b) => Number(b.mine) - Number(a.mine))
}
