// How many events there are by now behind the newest that is shown, by the same filters: asked of the server, at most every other second.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api, unwrap } from '@/api/client'
import { useLive } from '@/app/live'
import type { Query } from './events'

const QUIET_MS = 2000
const KEY = 'events-since'
/** More are not counted. */
export const MANY = 99

/** newest: place in the ledger of the newest that is shown; undefined: nothing is known yet. */
export function useNewEvents(query: Query, newest: number | undefined): number {
  const queries = useQueryClient()
  const due = useRef<number | null>(null)
  useLive(() => {
    due.current ??= window.setTimeout(() => {
      due.current = null
      void queries.invalidateQueries({ queryKey: [KEY] })
    }, QUIET_MS)
  })
  useEffect(
    () => () => {
      if (due.current !== null) window.clearTimeout(due.current)
    },
    [],
  )
  const found = useQuery({
    queryKey: [KEY, query, newest],
    queryFn: ({ signal }) => {
      const asked = { ...query, after_seq: newest, limit: MANY + 1 }
      return unwrap(api.GET('/v1/events', { params: { query: asked }, signal }))
    },
    enabled: newest !== undefined,
    staleTime: Number.POSITIVE_INFINITY, // an event makes it stale, not time
  })
  // An event without units only says that its place in the ledger was not used.
  return found.data?.items.filter((event) => event.units > 0).length ?? 0
}
