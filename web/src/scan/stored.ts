// A value that is kept in the browser and that parts of the page watch.
import { useSyncExternalStore } from 'react'

export class Stored<T> {
  private value: T
  private readonly key: string
  private readonly watchers = new Set<() => void>()

  constructor(key: string, read: (stored: unknown) => T) {
    this.key = key
    let stored: unknown = null
    try {
      stored = JSON.parse(localStorage.getItem(key) ?? 'null')
    } catch {
      // as if nothing was stored
    }
    this.value = read(stored)
  }

  readonly get = (): T => this.value

  readonly set = (next: T) => {
    this.value = next
    try {
      localStorage.setItem(this.key, JSON.stringify(next))
    } catch {
      // the page works without, it only forgets
    }
    for (const watcher of [...this.watchers]) watcher()
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.watchers.add(changed)
    return () => this.watchers.delete(changed)
  }
}

export function useStored<T>(stored: Stored<T>): T {
  return useSyncExternalStore(stored.subscribe, stored.get)
}
