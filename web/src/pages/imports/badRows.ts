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

/** How many errors each column has, the most first; '' stands for whole rows. */
export function columnsOf(report: ImportReport): { column: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { column = '' } of report.errors) counts.set(column, (counts.get(column) ?? 0) + 1)
  return [...counts].map(([column, count]) => ({ column, count })).sort((a, b) => b.count - a.count)
}
