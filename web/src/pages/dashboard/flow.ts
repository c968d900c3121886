// What was done day by day, in groups that people think in. Pure.
import type { components } from '@/api/schema'

export type FlowRow = components['schemas']['Dashboard']['flow'][number]
export type FlowGroup =
  | 'in'
  | 'moved'
  | 'orders'
  | 'out'
  | 'lent'
  | 'back'
  | 'workshop'
  | 'counted'
  | 'trouble'
  | 'other'

/** In the order in which they are stacked, from below. */
export const GROUPS: readonly FlowGroup[] = [
  'in',
  'back',
  'moved',
  'orders',
  'out',
  'lent',
  'workshop',
  'counted',
  'trouble',
  'other',
]

const COMMANDS: Record<Exclude<FlowGroup, 'other'>, readonly string[]> = {
  in: ['receive', 'commission'],
  back: ['return', 'check_in'],
  moved: ['move', 'put_away'],
  orders: ['reserve', 'release', 'pick', 'unpick', 'pack', 'unpack'],
  out: ['ship', 'deliver'],
  lent: ['check_out'],
  workshop: ['inspect', 'start_repair', 'finish_repair', 'install', 'remove'],
  counted: ['count_seen'],
  trouble: ['hold', 'report_missing', 'report_stolen', 'count_not_seen', 'void_shipment', 'correct', 'scrap'],
}

export function groupOf(command: string): FlowGroup {
  const found = Object.entries(COMMANDS).find(([, commands]) => commands.includes(command))
  return (found?.[0] as FlowGroup | undefined) ?? 'other'
}

/** The commands of a group that rows speak of. */
export function commandsIn(group: FlowGroup, rows: readonly FlowRow[]): string[] {
  return [...new Set(rows.map((row) => row.command))].filter((command) => groupOf(command) === group)
}

const DAY_MS = 86_400_000

/** The last `days` days up to and with the one of `now` in the zone: "2026-11-23", ... */
export function daysUpTo(now: string, days: number, zoneMinutes: number): string[] {
  const today = Math.floor((new Date(now).getTime() + zoneMinutes * 60_000) / DAY_MS)
  return Array.from({ length: days }, (_, i) => new Date((today - days + 1 + i) * DAY_MS).toISOString().slice(0, 10))
}

export type Flow = { days: string[]; series: { group: FlowGroup; units: number[]; total: number }[]; total: number }

/** Every day has its place, also those when nothing was done; groups of which nothing was done are left out. */
export function flowOf(rows: readonly FlowRow[], days: string[]): Flow {
  const place = new Map(days.map((day, index) => [day, index]))
  const sums = new Map<FlowGroup, number[]>()
  for (const row of rows) {
    const at = place.get(row.day)
    if (at === undefined) continue
    const group = groupOf(row.command)
    const units = sums.get(group) ?? days.map(() => 0)
    units[at] = (units[at] ?? 0) + row.units
    sums.set(group, units)
  }
  const series = GROUPS.flatMap((group) => {
    const units = sums.get(group)
    return units ? [{ group, units, total: units.reduce((a, b) => a + b, 0) }] : []
  })
  return { days, series, total: series.reduce((sum, one) => sum + one.total, 0) }
}

/** How far east of UTC the user's clock is, as the server takes it: whole quarters of an hour. */
export function zoneMinutes(offset = new Date().getTimezoneOffset()): number {
  return Math.round(-offset / 15) * 15 || 0
}
