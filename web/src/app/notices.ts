// What a person should know of, though somebody else did it: alarms of the ledger. The last ones are kept in the browser.
import { useSyncExternalStore } from 'react'
import type { LiveEvent } from './live'

export type Notice = Pick<LiveEvent, 'id' | 'command' | 'actor' | 'units' | 'time'> & { seen: boolean }

const STORED = 'serno-notices'
const KEPT = 50
const ALARMS = new Set([
  'report_stolen',
  'report_missing',
  'count_not_seen',
  'hold',
  'recover',
  'find',
  'void_shipment',
])

let notices: Notice[] = load()
const watchers = new Set<() => void>()

function load(): Notice[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? '[]')
    return Array.isArray(stored) ? stored : []
  } catch {
    return []
  }
}

function set(next: Notice[]) {
  notices = next.slice(0, KEPT)
  localStorage.setItem(STORED, JSON.stringify(notices))
  for (const watcher of watchers) watcher()
}

export function isAlarm(command: string): boolean {
  return ALARMS.has(command)
}

export function addNotice(event: LiveEvent) {
  if (notices.some((notice) => notice.id === event.id)) return
  const { id, command, actor, units, time } = event
  set([{ id, command, actor, units, time, seen: false }, ...notices])
}

export function seeNotices() {
  if (notices.some((notice) => !notice.seen)) set(notices.map((notice) => ({ ...notice, seen: true })))
}

export function clearNotices() {
  set([])
}

export function useNotices(): Notice[] {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    () => notices,
  )
}
