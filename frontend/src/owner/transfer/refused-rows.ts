import type { ImportReport, RefusedRow } from '@trastienda/client'

/** The refused rows as they stood in their file, under its heading: to be mended and imported. */
export function refusedFile(
  report: Pick<ImportReport, 'refusedHeader'>,
  rows: readonly RefusedRow[],
): string {
  const lines = [report.refusedHeader, ...rows.map(({ record }) => record)]
  return lines
    .map((line) => line.replace(/\r?\n$/, ''))
    .filter((line) => line !== '')
    .join('\n')
    .concat('\n')
}
