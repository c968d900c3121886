// The picture of a unit's life: the usual way as stations, and what it stepped aside to. Pure.
import type { components } from '@/api/schema'

export type HistoryEntry = components['schemas']['HistoryEntry']
export type StepState = 'now' | 'past' | 'before' | 'ahead'

/** before: it was there in an earlier round, and is not as far now. */
export type Step = { status: string; state: StepState; at?: string }
export type Station = Step & { sides: Step[] }

/** The usual way; reserved, picked and packed are one station, which is called what it is. */
const WAY: readonly (readonly string[])[] = [
  ['allocated'],
  ['in_stock'],
  ['reserved', 'picked', 'packed'],
  ['in_transit'],
  ['delivered'],
]

/** Where one steps aside from, unless the history knows better. */
const ASIDE: Record<string, number> = {
  on_loan: 1,
  installed: 1,
  in_repair: 1,
  returned: 4,
  missing: 1,
  stolen: 1,
  scrapped: 1,
  void: 0,
}
const ENDS = ['missing', 'stolen', 'scrapped', 'void']

const stationOf = (status: string) => WAY.findIndex((statuses) => statuses.includes(status))

/** Newest first: when each status was last come into. Of a history that is cut, the oldest entry may have come from the same status. */
function lastEntered(history: readonly HistoryEntry[], whole: boolean): Map<string, string> {
  const entered = new Map<string, string>()
  history.forEach((entry, at) => {
    const older = history[at + 1]
    const known = older !== undefined || whole
    if (known && older?.status !== entry.status && !entered.has(entry.status)) entered.set(entry.status, entry.time)
  })
  return entered
}

/** The station that it was at before it went missing, was stolen, scrapped or withdrawn. */
function stationBefore(status: string, history: readonly HistoryEntry[]): number {
  const usual = ASIDE[status] ?? 1
  if (!ENDS.includes(status)) return usual
  const from = history
    .slice(history.findIndex((entry) => entry.status === status))
    .find((entry) => entry.status !== status)
  if (!from) return usual
  return stationOf(from.status) >= 0 ? stationOf(from.status) : (ASIDE[from.status] ?? usual)
}

type Alive = { status: string; events: number; received_at?: string }

/** history: newest first, as far as it is known. */
export function lifeOf(unit: Alive, history: readonly HistoryEntry[]): Station[] {
  const entered = lastEntered(history, history.length >= unit.events)
  if (unit.received_at && !entered.has('in_stock') && unit.status !== 'allocated')
    entered.set('in_stock', unit.received_at)
  const here = stationOf(unit.status) >= 0 ? stationOf(unit.status) : stationBefore(unit.status, history)
  const stations = WAY.map((statuses, index): Station => {
    const isNow = statuses.includes(unit.status)
    const visited = statuses.filter((status) => entered.has(status)).sort((a, b) => later(entered, a, b))
    const status = isNow ? unit.status : (visited[0] ?? (statuses.length > 1 ? 'picked' : (statuses[0] ?? '')))
    const was = visited.length > 0
    const state = isNow ? 'now' : index <= here ? (was || index < here ? 'past' : 'ahead') : was ? 'before' : 'ahead'
    return { status, state: state === 'past' && !was ? 'ahead' : state, at: entered.get(status), sides: [] }
  })
  for (const status of Object.keys(ASIDE)) {
    const isNow = status === unit.status
    if (!isNow && !entered.has(status)) continue
    const station = stations[stationBefore(status, history)]
    station?.sides.push({ status, state: isNow ? 'now' : 'before', at: entered.get(status) })
  }
  return stations
}

function later(entered: Map<string, string>, a: string, b: string): number {
  return (entered.get(a) ?? '') < (entered.get(b) ?? '') ? 1 : -1
}
