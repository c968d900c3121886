// What can be done with chosen units, the most likely first.
import type { CommandUnit } from './fields'
import type { Lifecycle } from './lifecycle'

/** Along the usual way of a unit; what ends or alarms comes last. */
const LIKELY = [
  'receive',
  'commission',
  'find',
  'recover',
  'deliver',
  'ship',
  'pack',
  'finish_repair',
  'check_in',
  'return',
  'remove',
  'pick',
  'move',
  'reserve',
  'release',
  'check_out',
  'put_away',
  'inspect',
  'start_repair',
  'install',
  'count_seen',
  'register',
  'claim',
  'transfer_ownership',
  'unpick',
  'unpack',
  'void_shipment',
  'hold',
  'release_hold',
  'correct',
  'count_not_seen',
  'report_missing',
  'report_stolen',
  'scrap',
  'void',
]

const rank = (command: string) => (LIKELY.includes(command) ? LIKELY.indexOf(command) : LIKELY.length)

/** What came back is looked at first. */
export function byLikelihood(commands: Iterable<string>, status?: string): string[] {
  const first = status === 'returned' ? 'inspect' : undefined
  return [...commands].sort((a, b) => (a === first ? -1 : rank(a)) - (b === first ? -1 : rank(b)))
}

/** The server said it of a unit that was asked for alone; in a list the life-cycle table tells what its status allows. */
function ofUnit(unit: CommandUnit, may: readonly string[], lifecycle: Lifecycle | undefined): ReadonlySet<string> {
  if (unit.allowed) return new Set(unit.allowed)
  const { status, holds } = unit
  if (status === undefined) return new Set(may)
  const fits = (lifecycle?.commands ?? []).filter(
    (spec) =>
      spec.from.includes(status) &&
      !(spec.held === 'refused' && holds?.length) &&
      !(spec.name === 'release_hold' && !holds?.length),
  )
  return new Set(fits.map((spec) => spec.name))
}

/** may: of /v1/me. Only what is allowed for every one of the units. */
export function offeredFor(
  units: readonly CommandUnit[],
  may: readonly string[],
  lifecycle: Lifecycle | undefined,
): string[] {
  // Units of the same status, holds and list are alike: of 100,000 there are few kinds.
  const kinds = new Map(
    units.map((unit) => [`${unit.allowed ?? ''} ${unit.status} ${Boolean(unit.holds?.length)}`, unit]),
  )
  const each = [...kinds.values()].map((unit) => ofUnit(unit, may, lifecycle))
  const statuses = new Set(units.map((unit) => unit.status))
  const common = may.filter((command) => each.every((set) => set.has(command)))
  return byLikelihood(common, statuses.size === 1 ? units[0]?.status : undefined)
}

/** Ends or alarms: asked for in red. */
export const isGrave = (command: string) => ['scrap', 'void', 'report_stolen'].includes(command)
