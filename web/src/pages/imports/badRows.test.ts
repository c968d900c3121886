import { describe, expect, it } from 'vitest'
import type { ImportReport } from '../jobs/jobs'
import { badRowsOf, columnsOf } from './badRows'

const report: ImportReport = {
  kind: 'units',
  layout: 'rows',
  mode: 'check',
  written: false,
  rows: 4,
  good: 1,
  bad: 3,
  created: { products: 0, locations: 0, parties: 0, units: 1 },
  ignored_columns: [],
  error_count: 4,
  errors: [
    { line: 3, column: 'sku', code: 'unknown_product', detail: 'there is no product NONE' },
    { line: 2, column: 'serial', code: 'missing_field', detail: 'the cell is empty' },
    { line: 3, column: 'received', code: 'bad_time', detail: "'x' is no date" },
    { line: 900, column: 'sku', code: 'unknown_product', detail: 'there is no product NONE' },
  ],
  header: ['sku', 'serial', 'received'],
  bad_rows: [
    { line: 2, cells: ['PUMP', ''] },
    { line: 3, cells: ['NONE', '7', 'x'] },
  ],
}

describe('bad rows', () => {
  it('stand in the order of the file, with their cells and what is wrong', () => {
    const rows = badRowsOf(report)
    expect(rows.map((row) => [row.line, row.errors.length])).toEqual([
      [2, 1],
      [3, 2],
      [900, 1],
    ])
    expect(rows[0]?.cells).toEqual([
      { header: 'sku', value: 'PUMP', bad: false },
      { header: 'serial', value: '', bad: true },
      { header: 'received', value: '', bad: false },
    ])
    expect(rows[1]?.cells.map((cell) => cell.bad)).toEqual([true, false, true])
    expect(rows[2]?.cells).toEqual([])
  })

  it('of an old report have no cells', () => {
    const { header: _header, bad_rows: _rows, ...old } = report
    expect(badRowsOf(old).every((row) => row.cells.length === 0)).toBe(true)
  })

  it('are summed up by column', () => {
    expect(columnsOf(report)[0]).toEqual({ column: 'sku', count: 2 })
  })
})
