// The queue for components.
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { realm as currentRealm, type Realm } from '@/api/realm'
import { db, type Scan } from './db'
import { type Counts, counts, type Overview, overview, recent, settledLately } from './entries'
import { listen } from './signal'
import { Watched } from './watch'

const NONE: Counts = { waiting: 0, refused: 0, held: 0, oldest: null }
const kept = new Map<string, unknown>()

function watched<T>(key: string, initial: T, read: () => Promise<T>): Watched<T> {
  const old = kept.get(key)
  if (old) return old as Watched<T>
  const made = new Watched(initial, read)
  kept.set(key, made)
  return made
}

function useWatched<T>(store: Watched<T>): T {
  return useSyncExternalStore(store.subscribe, store.current)
}

/** How much waits on this device. */
export function useQueue(realm: Realm = currentRealm()): Counts {
  return useWatched(watched(`counts ${realm}`, NONE, () => counts(realm)))
}

/** The latest scans, newest first; undefined while the first look is on its way. */
export function useRecent(limit: number, realm: Realm = currentRealm()): Scan[] | undefined {
  return useWatched(watched<Scan[] | undefined>(`recent ${limit} ${realm}`, undefined, () => recent(limit, realm)))
}

/** What is not settled, the first `shown` of what waits; undefined while the first look is on its way. */
export function useOverview(shown: number, realm: Realm = currentRealm()): Overview | undefined {
  return useWatched(
    watched<Overview | undefined>(`overview ${shown} ${realm}`, undefined, () => overview(realm, shown)),
  )
}

export function useSettledLately(limit: number, realm: Realm = currentRealm()): Scan[] | undefined {
  return useWatched(
    watched<Scan[] | undefined>(`settled ${limit} ${realm}`, undefined, () => settledLately(realm, limit)),
  )
}

/** Calls listener with each scan that the server answered (state done) or refused, whichever tab sent it. */
export function onVerdict(listener: (entry: Scan) => void): () => void {
  return listen((signal) => {
    if (signal.type !== 'verdict') return
    void db.scans.bulkGet(signal.numbers).then((entries) => {
      for (const entry of entries) if (entry) listener(entry)
    })
  })
}

export function useVerdicts(listener: (entry: Scan) => void) {
  const latest = useRef(listener)
  latest.current = listener
  useEffect(() => onVerdict((entry) => latest.current(entry)), [])
}
