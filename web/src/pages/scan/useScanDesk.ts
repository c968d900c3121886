// The desk (scan/desk.ts) in a component: who stands at it, which mode, what was told, and the list.
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnected } from '@/app/live'
import { useMe } from '@/app/session'
import { tabId, useRecent } from '@/queue'
import { Desk, type Who } from '@/scan/desk'
import { type Line, linesOf, undoable } from '@/scan/lines'
import { type Context, type Mode, modesFor } from '@/scan/modes'
import { useNotes } from '@/scan/notes'
import { contextIn, setup } from '@/scan/setup'
import { useStored } from '@/scan/stored'

export const LIST_LENGTH = 200
const NONE: readonly string[] = []

export function useMayCommands(): readonly string[] {
  return useMe()?.may?.commands ?? NONE
}

export function useDesk(): Desk {
  const { t } = useTranslation('scan')
  const me = useMe()
  const online = useConnected()
  const who: Who = {
    person: { id: me?.id ?? 0, name: me?.name ?? '' },
    may: me?.may?.commands ?? NONE,
    online,
    undoReason: t('undoReason'),
  }
  const kept = useRef<Desk | null>(null)
  kept.current ??= new Desk(who)
  const desk = kept.current
  desk.update(who)
  useEffect(() => {
    desk.open()
    return () => desk.close()
  }, [desk])
  return desk
}

export type Position = { modes: Mode[]; mode: Mode; context: Context }

/** The mode that is chosen, if it is permitted still. */
export function usePosition(): Position {
  const may = useMayCommands()
  const state = useStored(setup)
  const permitted = useMemo(() => modesFor(may), [may])
  const mode = permitted.find((one) => one.name === state.mode) ?? (permitted[0] as Mode)
  useEffect(() => {
    if (may.length > 0 && mode.name !== state.mode) setup.set({ ...setup.get(), mode: mode.name })
  }, [may, mode, state.mode])
  return { modes: permitted, mode, context: contextIn(state, mode.name) }
}

export type Lines = { lines: Line[]; shown: Line | undefined; flash: number; undo: Line['entry'] }

export function useLines(): Lines {
  const entries = useRecent(LIST_LENGTH)
  const { notes, hidden, shown, flash } = useNotes()
  return useMemo(() => {
    const lines = linesOf(entries ?? [], notes, hidden, LIST_LENGTH)
    return { lines, shown: lines.find((line) => line.key === shown), flash, undo: undoable(lines, tabId) }
  }, [entries, notes, hidden, shown, flash])
}
