/** The members that differ, as they are afterwards: only they are sent. */
export function changed<Members extends object>(
  before: Members,
  after: Partial<Members>,
): Partial<Members> {
  return Object.fromEntries(
    Object.entries(after).filter(
      ([name, value]) => JSON.stringify(before[name as keyof Members]) !== JSON.stringify(value),
    ),
  ) as Partial<Members>
}
