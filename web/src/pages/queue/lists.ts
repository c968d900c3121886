// What the page shows of the scans that are not settled: sorted into what a person must decide and what only waits. Pure.
import type { Scan } from '@/queue'

export type Parked = { entry: Scan; behind: Scan[] }
export type Lists = {
  refused: Parked[]
  /** Waiting, on their way, or held, in order. */
  waiting: Scan[]
  /** Of people who are not signed in here now: name and number. */
  others: { user: string; count: number }[]
}

const shares = (subjects: ReadonlySet<string>, entry: Scan) => entry.subjects.some((subject) => subjects.has(subject))

/** Those held behind a refused one, and behind those. */
function behind(parked: Scan, held: readonly Scan[]): Scan[] {
  const subjects = new Set(parked.subjects)
  return held.filter((entry) => {
    if (entry.n < parked.n || !shares(subjects, entry)) return false
    for (const subject of entry.subjects) subjects.add(subject)
    return true
  })
}

export function listsOf(entries: readonly Scan[], userId: number | undefined): Lists {
  const held = entries.filter((entry) => entry.state === 'held')
  const others = new Map<string, number>()
  for (const entry of entries) {
    if (entry.user_id !== userId) others.set(entry.user, (others.get(entry.user) ?? 0) + 1)
  }
  return {
    refused: entries
      .filter((entry) => entry.state === 'refused')
      .map((entry) => ({ entry, behind: behind(entry, held) })),
    waiting: entries.filter((entry) => entry.state !== 'refused'),
    others: [...others].map(([user, count]) => ({ user, count })),
  }
}
