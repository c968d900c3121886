// All that happened to a unit, newest first: in pages for the timeline, and as much as the picture of its life needs.
import { useQuery } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import { type PagedList, usePagedList } from '@/ui/usePagedList'
import type { HistoryEntry } from './life'

const ROWS = 50
const FAR = 1000
const NONE: HistoryEntry[] = []

const fetchPage = (id: number, limit: number, cursor: string | undefined, signal: AbortSignal) =>
  unwrap(api.GET('/v1/units/{id}/history', { params: { path: { id }, query: { limit, cursor } }, signal }))

export function useHistory(id: number, events: number): { list: PagedList<HistoryEntry>; life: HistoryEntry[] } {
  const list = usePagedList(['unit', id, 'history'], (cursor, signal) => fetchPage(id, ROWS, cursor, signal))
  // Of a long life the picture wants to know more than the first page; what is old does not change.
  const far = useQuery({
    queryKey: ['life', id],
    queryFn: ({ signal }) => fetchPage(id, FAR, undefined, signal),
    enabled: events > ROWS,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const near = list.rows ?? NONE
  const newest = far.data?.items[0]?.seq ?? 0
  const life = far.data ? [...near.filter((entry) => entry.seq > newest), ...far.data.items] : near
  return { list, life }
}
