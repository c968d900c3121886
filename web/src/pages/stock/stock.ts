// The stock page's address, and the heat map's cells. Pure.
import type { components } from '@/api/schema'

export type StockRow = components['schemas']['Stock']
export type Search = Record<string, string>
export const GROUPS = ['product', 'location', 'status'] as const
export type Group = (typeof GROUPS)[number]

/** What rows are told apart by; all three when the address does not say. */
export function groupsOf(search: Search): Group[] {
  const wanted = (search.group ?? '').split(',')
  const found = GROUPS.filter((group) => wanted.includes(group))
  return found.length > 0 ? found : [...GROUPS]
}

/** The filters, as the API takes them. */
export function filtersOf(search: Search): { product?: string; location?: string; status?: string } {
  const { product, location, status } = search
  return {
    ...(product ? { product } : {}),
    ...(location ? { location } : {}),
    ...(status ? { status } : {}),
  }
}

/** The list of units behind a row or cell: what the page filters by, and what the row says. */
export function unitsOf(search: Search, row: Partial<StockRow>): Search {
  const { product, location, status } = { ...filtersOf(search), ...filtersOf(row as Search) }
  return {
    ...(product ? { product } : {}),
    ...(location ? { location } : {}),
    // Units that have left our places are in no stock.
    status: status ?? SHELVED.join(','),
  }
}

/** Statuses of units that are in one of our places. */
export const SHELVED = ['in_stock', 'reserved', 'picked', 'packed', 'in_transit', 'returned', 'in_repair', 'installed']

// ---- the heat map ----

export type Total = { code: string; name: string; quantity: number }

/** The `many` greatest; what is left is the rest's. */
export function greatest(totals: readonly Total[], many: number): { top: Total[]; rest: Total[] } {
  const sorted = [...totals].sort((a, b) => b.quantity - a.quantity || a.code.localeCompare(b.code))
  // A rest of one would be drawn as "others" instead of by its name.
  const cut = sorted.length === many + 1 ? many + 1 : many
  return { top: sorted.slice(0, cut), rest: sorted.slice(cut) }
}

export type HeatMap = {
  /** Codes; null: all others together. */
  rows: (Total | null)[]
  columns: (Total | null)[]
  /** [column, row, quantity], where there is something. */
  cells: [number, number, number][]
  max: number
}

const sum = (totals: readonly { quantity: number }[]) => totals.reduce((all, one) => all + one.quantity, 0)

/** cellsOf: by product's code, how much is where, of each of the greatest products. */
export function heatMap(
  products: { top: Total[]; rest: Total[] },
  locations: { top: Total[]; rest: Total[] },
  cellsOf: ReadonlyMap<string, ReadonlyMap<string, number>>,
): HeatMap {
  const rows = [...products.top, ...(products.rest.length > 0 ? [null] : [])]
  const columns = [...locations.top, ...(locations.rest.length > 0 ? [null] : [])]
  const quantity = (row: Total | null, column: Total | null): number => {
    if (row && column) return cellsOf.get(row.code)?.get(column.code) ?? 0
    if (row) return row.quantity - sum(locations.top.map((one) => ({ quantity: quantity(row, one) })))
    if (column) return column.quantity - sum(products.top.map((one) => ({ quantity: quantity(one, column) })))
    return sum(products.rest) - sum(locations.top.map((one) => ({ quantity: quantity(null, one) })))
  }
  const cells: [number, number, number][] = []
  rows.forEach((row, y) => {
    columns.forEach((column, x) => {
      const here = quantity(row, column)
      if (here > 0) cells.push([x, y, here])
    })
  })
  return { rows, columns, cells, max: Math.max(1, ...cells.map(([, , here]) => here)) }
}
