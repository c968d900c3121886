// What happens elsewhere, as it happens: the server's event stream. One connection a tab; parts subscribe with useLive.
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { pathIn, realm } from '@/api/realm'
import type { components } from '@/api/schema'

export type LiveEvent = components['schemas']['StreamEvent']
type Listener = (event: LiveEvent) => void

const listeners = new Set<Listener>()
const watchers = new Set<() => void>()
let source: EventSource | null = null
let connected = false

function setConnected(now: boolean) {
  if (connected === now) return
  connected = now
  for (const watcher of watchers) watcher()
}

/** Opens the stream behind the ledger's event number `after`. Browsers connect again by themselves and resume. */
export function startLive(after: number) {
  stopLive()
  source = new EventSource(`${pathIn(realm(), '/v1/stream')}?after=${after}`)
  source.onopen = () => setConnected(true)
  source.onerror = () => setConnected(false)
  // The server names them `event`; onmessage is only for those without a name.
  source.addEventListener('event', (message) => {
    const event = JSON.parse(message.data) as LiveEvent
    for (const listener of listeners) listener(event)
  })
}

export function stopLive() {
  source?.close()
  source = null
  setConnected(false)
}

/** Calls listener for each event from now on. */
export function useLive(listener: Listener) {
  const latest = useRef(listener)
  latest.current = listener
  useEffect(() => {
    const call: Listener = (event) => latest.current(event)
    listeners.add(call)
    return () => {
      listeners.delete(call)
    }
  }, [])
}

/** Is the stream open, that is: does the server answer? */
export function useConnected(): boolean {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    () => connected,
  )
}
