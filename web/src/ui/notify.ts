// Passing notices. What shows them is loaded with the first one.
import type { NotificationData } from '@mantine/notifications'
import { useSyncExternalStore } from 'react'

let wanted = false
const watchers = new Set<() => void>()

export function notify(notice: NotificationData) {
  wanted = true
  for (const watcher of watchers) watcher()
  void import('@mantine/notifications').then(({ notifications }) => notifications.show(notice))
}

/** Has there been a notice? */
export function useNoticeWanted(): boolean {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    () => wanted,
  )
}
