// The rows of the page: units, or what something affects, as the address says.
import { api, unwrap } from '@/api/client'
import { usePagedList } from '@/ui/usePagedList'
import { isTrace, queryOf, type Search } from './filters'

// More than a screen holds, and no more than is drawn at once without being felt.
const ROWS = 50

export function useUnits(search: Search) {
  const query = queryOf(search)
  const traced = isTrace(search)
  // The names are those of the API; the address' values are text, which is what they are in a query.
  const of = (cursor: string | undefined) => ({ params: { query: { ...query, sort: undefined, limit: ROWS, cursor } } })
  const sort = query.sort as 'id' | undefined
  const units = usePagedList(
    ['units', query],
    (cursor, signal) => {
      const { params } = of(cursor)
      return unwrap(api.GET('/v1/units', { params: { query: { ...params.query, sort } }, signal }))
    },
    !traced,
  )
  const affected = usePagedList(
    ['units', 'trace', query],
    (cursor, signal) => {
      const { params } = of(cursor)
      return unwrap(api.GET('/v1/trace', { params: { query: { ...params.query, sort } }, signal }))
    },
    traced,
  )
  return { traced, units, affected }
}
