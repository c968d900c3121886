// The bad rows of a report, each with its cells and what is wrong with them. Pure.
import type { ImportReport } from '../jobs/jobs'

export type BadCell = { header: string; value: string; bad: boolean }
export type BadRow = { line: number; cells: BadCell[]; errors: ImportReport['errors'] }

/** In the order of the file. Rows behind the first two hundred have no cells; they are in the file of bad rows. */
export function badRowsOf(report: ImportReport): BadRow[] {
  const rows = new Map<number, BadRow>()
  for (const error of report.errors) {
    const row = rows.get(error.line)
    if (row) row.errors.push(error)
    else rows.set(error.line, { line: error.line, cells: [], errors: [error] })
  }
  for (const shown of report.bad_rows ?? []) {
    const row = rows.get(shown.line)
    if (!row) continue
    const columns = new Set(row.errors.map((error) => error.column))
    row.cells = (report.header ?? []).map((header, index) => ({
      header,
      value: shown.cells[index] ?? '',
      bad: columns.has(header),
    }))
  }
  return [...rows.values()].sort((a, b) => a.line - b.line)
}

/** How often each reason was given, the most frequent first. */
export function reasonsOf(report: ImportReport): { code: string; column: string; count: number }[] {
  const counts = new Map<string, { code: string; column: string; count: number }>()
  for (const { code, column = '' } of report.errors) {
    const key = `${code} ${column}`
    const seen = counts.get(key)
    if (seen) seen.count++
    else counts.set(key, { code, column, count: 1 })
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)
}
