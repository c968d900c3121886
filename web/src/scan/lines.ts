// The running list: scans of the queue and notes of the page as one list, newest first, each with its verdict. Pure.
import type { Scan } from '@/queue'
import type { Note } from './notes'

export type Tone = 'good' | 'bad' | 'alarm' | 'wait' | 'info' | 'gone'

export type Line = { key: string; at: number; code: string; mode: string; tone: Tone } & (
  | { entry: Scan; note?: undefined; undone: boolean }
  | { entry?: undefined; note: Note; undone: false }
)

const ALARMS = new Set(['unit_stolen', 'unit_missing'])

function toneOfEntry(entry: Scan, undone: boolean): Tone {
  switch (entry.state) {
    case 'done':
      return undone ? 'gone' : entry.answer?.refused?.length ? 'bad' : 'good'
    case 'refused':
      return ALARMS.has(entry.problem?.code ?? '') ? 'alarm' : 'bad'
    case 'dropped':
      return 'gone'
    default:
      return undone ? 'gone' : 'wait'
  }
}

function toneOfNote({ what }: Note): Tone {
  switch (what.kind) {
    case 'told':
      return 'info'
    case 'found':
      return what.answer.alarm ? 'alarm' : what.answer.matches.length > 0 ? 'info' : 'bad'
    case 'remembered':
      return 'wait'
    default:
      return 'bad'
  }
}

/** Ids of events that were undone, or are about to be. */
function undoneEvents(entries: readonly Scan[]): Set<string> {
  const undoing = entries.filter((entry) => entry.body.undo && entry.state !== 'refused' && entry.state !== 'dropped')
  return new Set(undoing.flatMap((entry) => (entry.body.undo ? [entry.body.undo] : [])))
}

export function linesOf(
  entries: readonly Scan[],
  notes: readonly Note[],
  hidden: ReadonlySet<string>,
  limit = 200,
): Line[] {
  const taken = undoneEvents(entries)
  const ofQueue = entries
    .filter((entry) => !hidden.has(entry.id))
    .map((entry): Line => {
      // A command's first event has the command's id.
      const undone = taken.has(entry.id) || (entry.answer?.events.some((event) => taken.has(event.id)) ?? false)
      const { id, code, mode } = entry
      return { key: id, at: Date.parse(entry.at), code, mode, entry, undone, tone: toneOfEntry(entry, undone) }
    })
  const ofPage = notes.map((note): Line => {
    const { key, at, code, mode } = note
    return { key, at, code, mode, note, undone: false, tone: toneOfNote(note) }
  })
  return [...ofQueue, ...ofPage].sort((a, b) => b.at - a.at).slice(0, limit)
}

/** The newest of this tab that can be taken back. */
export function undoable(lines: readonly Line[], tab: string): Scan | undefined {
  return lines.find(
    ({ entry, undone }) =>
      entry?.tab === tab &&
      !undone &&
      entry.command !== 'correct' &&
      (entry.state === 'done' || entry.state === 'waiting' || entry.state === 'sending'),
  )?.entry
}
