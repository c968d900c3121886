// What the page knows of scans besides the queue: scans that became no command (a place was told, something was looked up), what the
// server said about refused ones, and which of all is shown large. For this tab, as long as it is open.
import { useSyncExternalStore } from 'react'
import type { KnownUnit } from '@/queue/db'
import type { ScanAnswer } from './known'
import type { ModeName, Slot, Told } from './modes'
import type { Known } from './plan'

export type NoteWhat =
  | { kind: 'told'; slot: Slot; told: Told }
  | { kind: 'need'; slots: readonly Slot[] }
  | { kind: 'wrong'; thing: Known['kind'] }
  /** Looked up; or asked because the server had to say what it is. */
  | { kind: 'found'; answer: ScanAnswer }
  /** Without a network: as this device last saw them. */
  | { kind: 'remembered'; units: KnownUnit[] }
  | { kind: 'unreachable' }
  | { kind: 'failed'; detail: string }
  | { kind: 'notKept'; detail: string }

export type Note = { key: string; at: number; code: string; mode: ModeName; what: NoteWhat }

type State = {
  /** Newest first. */
  notes: readonly Note[]
  /** By the id of the refused command: what its code is. */
  answers: ReadonlyMap<string, ScanAnswer>
  /** Ids of commands that the page itself put right: no line of their own. */
  hidden: ReadonlySet<string>
  /** Key of a note or id of a command. */
  shown: string | null
  /** Counts up with each verdict, so that the same one flashes again. */
  flash: number
}

const KEPT = 200
let state: State = { notes: [], answers: new Map(), hidden: new Set(), shown: null, flash: 0 }
const watchers = new Set<() => void>()

function change(next: Partial<State>) {
  state = { ...state, ...next }
  for (const watcher of [...watchers]) watcher()
}

let count = 0
export function addNote(code: string, mode: ModeName, what: NoteWhat): string {
  count += 1
  const key = `note-${count}`
  const notes = [{ key, at: Date.now(), code, mode, what }, ...state.notes].slice(0, KEPT)
  change({ notes, shown: key, flash: state.flash + 1 })
  return key
}

export function removeNote(key: string) {
  change({ notes: state.notes.filter((note) => note.key !== key) })
}

export function show(key: string) {
  change({ shown: key, flash: state.flash + 1 })
}

export function keepAnswer(id: string, answer: ScanAnswer) {
  const answers = new Map(state.answers)
  answers.set(id, answer)
  change({ answers: answers.size > KEPT ? new Map([...answers].slice(-KEPT)) : answers })
}

export function hide(id: string) {
  change({ hidden: new Set([...state.hidden, id]) })
}

export function useNotes(): State {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    () => state,
  )
}
