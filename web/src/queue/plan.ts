// What may be sent now. Pure: a list of scans in, decisions out. Order per subject is kept; nothing goes past a refused one of the
// same subject; different subjects may overtake each other.
import type { Scan } from './db'

export type Planned = Pick<Scan, 'n' | 'state' | 'user_id' | 'subjects' | 'follows'>

export type Plan<Entry extends Planned> = {
  /** To send now, in order. */
  ready: Entry[]
  /** Behind a refused one: they wait for a person. */
  hold: Entry[]
  /** No longer behind a refused one. */
  release: Entry[]
}

/** Which subjects are taken by what came before. */
class Taken {
  /** Something of it is not answered yet. */
  private readonly open = new Set<string>()
  /** Something of it was refused, or is held behind such. */
  private readonly stopped = new Set<string>()

  stops(entry: Planned): boolean {
    return entry.subjects.some((subject) => this.stopped.has(subject))
  }

  blocks(entry: Planned): boolean {
    return [...entry.subjects, ...entry.follows].some((subject) => this.open.has(subject))
  }

  stop(entry: Planned) {
    for (const subject of entry.subjects) this.stopped.add(subject)
  }

  take(entry: Planned) {
    for (const subject of entry.subjects) this.open.add(subject)
    for (const subject of entry.follows) this.open.add(subject)
  }
}

/**
 * entries: all that are not settled, by n. mayGo: is it this entry's turn otherwise (its user is signed in, it does not back off).
 * room: how many more may be on their way. thorough: look at all entries, to
 * see who is held; otherwise no further than there is room.
 */
export function plan<Entry extends Planned>(
  entries: Iterable<Entry>,
  mayGo: (entry: Entry) => boolean,
  room: number,
  thorough = true,
): Plan<Entry> {
  const taken = new Taken()
  const ret: Plan<Entry> = { ready: [], hold: [], release: [] }
  for (const entry of entries) {
    if (!thorough && ret.ready.length >= room) break
    if (entry.state === 'refused') {
      taken.stop(entry)
      continue
    }
    if (entry.state !== 'sending' && taken.stops(entry)) {
      taken.stop(entry)
      if (entry.state !== 'held') ret.hold.push(entry)
      continue
    }
    if (entry.state === 'held') ret.release.push(entry)
    const goes = entry.state !== 'sending' && ret.ready.length < room && !taken.blocks(entry) && mayGo(entry)
    if (goes) ret.ready.push(entry)
    taken.take(entry)
  }
  return ret
}
