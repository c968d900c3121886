// When the server may be asked again: after failures, after Retry-After, and for single scans that it stumbled over.
import { backoff } from './backoff'

const AT_ONCE = 6

export class Pace {
  private failures = 0
  private pauseUntil = 0
  /** The server asked for it: nothing shortens it. */
  private askedUntil = 0
  private closed = false
  private readonly stumbles = new Map<number, { times: number; until: number }>()

  constructor(
    private readonly now: () => number,
    private readonly random: () => number,
  ) {}

  /** How many may be on their way: one to find out whether the server is there, then more. */
  room(): number {
    if (this.closed || this.now() < Math.max(this.pauseUntil, this.askedUntil)) return 0
    return this.failures > 0 ? 1 : AT_ONCE
  }

  mayGo(n: number): boolean {
    return (this.stumbles.get(n)?.until ?? 0) <= this.now()
  }

  /** ms until something may go that may not now; Infinity: nothing will by itself. */
  next(): number {
    if (this.closed) return Number.POSITIVE_INFINITY
    const due = [this.pauseUntil, this.askedUntil, ...[...this.stumbles.values()].map((stumble) => stumble.until)]
    const later = due.filter((time) => time > this.now())
    if (later.length === 0) return Number.POSITIVE_INFINITY
    const all = Math.max(this.pauseUntil, this.askedUntil)
    return (all > this.now() ? all : Math.min(...later)) - this.now()
  }

  away(wait_ms: number | null) {
    this.failures += 1
    this.pauseUntil = this.now() + backoff(this.failures, this.random)
    if (wait_ms !== null) this.askedUntil = Math.max(this.askedUntil, this.now() + wait_ms)
  }

  answered() {
    this.failures = 0
    this.pauseUntil = 0
    this.askedUntil = 0
  }

  stumbled(n: number) {
    const times = (this.stumbles.get(n)?.times ?? 0) + 1
    this.stumbles.set(n, { times, until: this.now() + backoff(times, this.random) })
  }

  settled(n: number) {
    this.stumbles.delete(n)
  }

  /** Nobody is signed in: nothing goes until somebody is. */
  close() {
    this.closed = true
  }

  /** A reason to try at once. */
  hurry() {
    this.pauseUntil = 0
    for (const stumble of this.stumbles.values()) stumble.until = 0
  }
}
