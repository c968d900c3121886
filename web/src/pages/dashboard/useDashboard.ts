// The figures, kept true while the page is open: an event elsewhere asks for them anew, at most every other second.
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'
import { useLive } from '@/app/live'
import { zoneMinutes } from './flow'

export type Dashboard = components['schemas']['Dashboard']

const QUIET_MS = 2000
/** Not 'dashboard': such answers are asked for anew with every event (useLiveQueries). */
const KEY = 'figures'

export function useDashboard(days: number) {
  const queries = useQueryClient()
  const due = useRef<number | null>(null)
  const zone = zoneMinutes()

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

  return useQuery({
    queryKey: [KEY, days, zone],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v1/dashboard', { params: { query: { days, zone_minutes: zone } }, signal })),
    placeholderData: keepPreviousData,
  })
}
