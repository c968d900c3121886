// Keeps what is on the screen true: an event elsewhere makes the answers stale that it may have changed, at most twice a second.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api, unwrap } from '@/api/client'
import { startLive, stopLive, useLive } from './live'
import { useMe } from './session'

/** First members of the query keys that depend on units and events. Master data changes by other ways. */
const LIVE_KEYS = ['units', 'unit', 'stock', 'events', 'dashboard', 'package', 'packages', 'ledger']
const QUIET_MS = 500

export function useLiveQueries() {
  const queries = useQueryClient()
  const me = useMe()
  const signedIn = Boolean(me)
  const due = useRef<number | null>(null)

  useEffect(() => {
    if (!signedIn) return
    let ended = false
    unwrap(api.GET('/v1/ledger'))
      .then((ledger) => {
        if (!ended) startLive(ledger.size)
      })
      .catch(() => {
        if (!ended) startLive(Number.MAX_SAFE_INTEGER)
      })
    return () => {
      ended = true
      stopLive()
    }
  }, [signedIn])

  useLive(() => {
    due.current ??= window.setTimeout(() => {
      due.current = null
      for (const key of LIVE_KEYS) void queries.invalidateQueries({ queryKey: [key] })
    }, QUIET_MS)
  })
}
