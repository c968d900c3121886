// The heat map's figures: totals of products and places, then where each of the greatest products is. Few requests, however many
// products and places there are, and exact: what is not shown is added up as "others".
import { useQuery } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import { filtersOf, greatest, type HeatMap, heatMap, type Search, type StockRow, type Total } from './stock'

const PAGE = 1000
const PAGES_MAX = 50
/** Products and places with a row or column of their own. */
export type Shown = { rows: number; columns: number }

type Query = { product?: string; location?: string; status?: string; group: string }

async function all(query: Query, signal: AbortSignal): Promise<StockRow[]> {
  const rows: StockRow[] = []
  let cursor: string | undefined
  for (let page = 0; page < PAGES_MAX; page++) {
    const asked = { ...query, limit: PAGE, cursor }
    const answer = await unwrap(api.GET('/v1/stock', { params: { query: asked }, signal }))
    rows.push(...answer.items)
    if (!answer.next) break
    cursor = answer.next
  }
  return rows
}

const byProduct = (row: StockRow): Total => ({
  code: row.product ?? '',
  name: row.product_name ?? '',
  quantity: row.quantity,
})
const byLocation = (row: StockRow): Total => ({
  code: row.location ?? '',
  name: row.location_name ?? '',
  quantity: row.quantity,
})

async function load(search: Search, shown: Shown, signal: AbortSignal): Promise<HeatMap> {
  const filters = filtersOf(search)
  const [products, locations] = await Promise.all([
    all({ ...filters, group: 'product' }, signal).then((rows) => greatest(rows.map(byProduct), shown.rows)),
    all({ ...filters, group: 'location' }, signal).then((rows) => greatest(rows.map(byLocation), shown.columns)),
  ])
  const where = await Promise.all(
    products.top.map(async ({ code }) => {
      const rows = await all({ ...filters, product: code, group: 'location' }, signal)
      return [code, new Map(rows.map((row) => [row.location ?? '', row.quantity]))] as const
    }),
  )
  return heatMap(products, locations, new Map(where))
}

export function useHeatMap(search: Search, shown: Shown) {
  return useQuery({
    queryKey: ['stock-map', filtersOf(search), shown],
    queryFn: ({ signal }) => load(search, shown, signal),
    staleTime: 30_000,
  })
}
