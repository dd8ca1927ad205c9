/** The pages worth a link: the first, the last and those around this one; null stands for a gap. */
export function pageNumbers(number: number, pages: number): (number | null)[] {
  const wanted = [1, number - 1, number, number + 1, pages]
    .filter((page) => page >= 1 && page <= pages)
    .sort((a, b) => a - b)
  const shown: (number | null)[] = []
  let last = 0
  for (const page of wanted) {
    if (page === last) continue
    if (page === last + 2) shown.push(last + 1)
    else if (page > last + 2) shown.push(null)
    shown.push(page)
    last = page
  }
  return shown
}
