// What is held behind which refused scan. Pure.
import type { Scan } from '@/queue'

const shares = (subjects: ReadonlySet<string>, entry: Scan) => entry.subjects.some((subject) => subjects.has(subject))

/** Those held behind a refused one, and behind those, in order. */
export function behind(parked: Scan, held: readonly Scan[]): Scan[] {
  const subjects = new Set(parked.subjects)
  return held.filter((entry) => {
    if (entry.n < parked.n || !shares(subjects, entry)) return false
    for (const subject of entry.subjects) subjects.add(subject)
    return true
  })
}
