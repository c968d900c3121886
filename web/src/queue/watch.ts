// A value that is read from the device's database, and read again when the table of scans has changed: at once when nothing is going
// on, and at most ten times a second when much is, or less often when reading takes long: sending comes first.
import { listen } from './signal'

const GAP_MS = 100
/** Reading takes at most a fifth of the time. */
const REST = 4

export class Watched<T> {
  private readonly read: () => Promise<T>
  private readonly watchers = new Set<() => void>()
  private value: T
  private busy = false
  private again = false
  private stop: (() => void) | null = null

  constructor(initial: T, read: () => Promise<T>) {
    this.value = initial
    this.read = read
  }

  readonly current = (): T => this.value

  readonly subscribe = (changed: () => void): (() => void) => {
    this.watchers.add(changed)
    this.stop ??= listen((signal) => {
      if (signal.type === 'changed') void this.refresh()
    })
    void this.refresh()
    return () => {
      this.watchers.delete(changed)
      if (this.watchers.size > 0) return
      this.stop?.()
      this.stop = null
    }
  }

  private async refresh(): Promise<void> {
    if (this.busy) {
      this.again = true
      return
    }
    this.busy = true
    this.again = false
    const begun = performance.now()
    try {
      this.value = await this.read()
      for (const watcher of [...this.watchers]) watcher()
    } catch {
      // Storage that cannot be read is told where something is written: a scan that is not kept.
    }
    setTimeout(
      () => {
        this.busy = false
        if (this.again) void this.refresh()
      },
      Math.max(GAP_MS, REST * (performance.now() - begun)),
    )
  }
}
