/** What the digits say, with the signs and grouping marks people type; null when it is no whole number. */
export function parseWhole(text: string): number | null {
  const plain = text
    .trim()
    .replace(/\u2212/g, '-')
    .replace(/(?<=\d)[\s.,'’](?=\d{3}(?!\d))/g, '')
  if (!/^[+-]?\d+$/.test(plain)) return null
  const value = Number(plain)
  return Number.isSafeInteger(value) ? value : null
}
