// The modes of the scan page: which command a scan becomes, what it needs to be told first, and what a scanned code that is no unit
// means there. A table; plan.ts reads it.
import {
  type Icon,
  IconArrowBackUp,
  IconArrowsMove,
  IconClipboardCheck,
  IconHandGrab,
  IconLock,
  IconPackage,
  IconPackageImport,
  IconSearch,
  IconTruckDelivery,
  IconUserDown,
  IconUserUp,
} from '@tabler/icons-react'

/** What is told once and holds for every scan after it. Named as in the body of a command. */
export const slots = [
  'location',
  'product',
  'party',
  'package',
  'order',
  'lot',
  'hold',
  'reason',
  'due',
  'count',
] as const
export type Slot = (typeof slots)[number]

/** name: what people call it, where it has one besides its code. */
export type Told = { value: string; name?: string }
export type Context = Partial<Record<Slot, Told>>

export type ModeName =
  | 'lookup'
  | 'receive'
  | 'move'
  | 'pick'
  | 'pack'
  | 'ship'
  | 'return'
  | 'check_out'
  | 'check_in'
  | 'count'
  | 'hold'

export type Mode = {
  name: ModeName
  icon: Icon
  /** Pressed alone, with no field focused. */
  key: string
  /** The first of these that the server lets this person give; none for looking up. */
  commands: readonly string[]
  /** Each group needs one of its slots. */
  needs: readonly (readonly Slot[])[]
  /** Everything that can be told, in the order in which it is shown. */
  slots: readonly Slot[]
}

export const modes: readonly Mode[] = [
  { name: 'lookup', icon: IconSearch, key: '1', commands: [], needs: [], slots: [] },
  {
    name: 'receive',
    icon: IconPackageImport,
    key: '2',
    commands: ['receive'],
    needs: [['location']],
    slots: ['location', 'product', 'party', 'lot', 'order'],
  },
  {
    name: 'move',
    icon: IconArrowsMove,
    key: '3',
    commands: ['move', 'put_away'],
    needs: [['location']],
    slots: ['location'],
  },
  { name: 'pick', icon: IconHandGrab, key: '4', commands: ['pick'], needs: [], slots: ['order', 'location'] },
  { name: 'pack', icon: IconPackage, key: '5', commands: ['pack'], needs: [['package']], slots: ['package', 'order'] },
  {
    name: 'ship',
    icon: IconTruckDelivery,
    key: '6',
    commands: ['ship'],
    needs: [['party', 'location']],
    slots: ['party', 'location', 'order'],
  },
  {
    name: 'return',
    icon: IconArrowBackUp,
    key: '7',
    commands: ['return'],
    needs: [['location']],
    slots: ['location', 'party', 'order'],
  },
  {
    name: 'check_out',
    icon: IconUserUp,
    key: '8',
    commands: ['check_out'],
    needs: [['party']],
    slots: ['party', 'due'],
  },
  {
    name: 'check_in',
    icon: IconUserDown,
    key: '9',
    commands: ['check_in'],
    needs: [['location']],
    slots: ['location'],
  },
  {
    name: 'count',
    icon: IconClipboardCheck,
    key: '0',
    commands: ['count_seen'],
    needs: [['location']],
    slots: ['location', 'count'],
  },
  {
    name: 'hold',
    icon: IconLock,
    key: 'h',
    commands: ['hold'],
    needs: [['hold'], ['reason']],
    slots: ['hold', 'reason'],
  },
]

/** Those that the server permits: may is of /v1/me. */
export function modesFor(may: readonly string[]): Mode[] {
  return modes.filter((mode) => mode.commands.length === 0 || mode.commands.some((command) => may.includes(command)))
}

export function commandOf(mode: Mode, may: readonly string[]): string | undefined {
  return mode.commands.find((command) => may.includes(command)) ?? mode.commands[0]
}

/** Slots of the first group that nothing was told for; undefined: all is told. */
export function missing(mode: Mode, context: Context): readonly Slot[] | undefined {
  return mode.needs.find((group) => !group.some((slot) => context[slot]))
}

/** One place or the other: a shipment goes to a party or to a location. */
export function told(mode: Mode, context: Context, slot: Slot, what: Told | undefined): Context {
  const next = { ...context }
  const group = mode.needs.find((one) => one.includes(slot)) ?? []
  if (what) for (const other of group) delete next[other]
  if (what) next[slot] = what
  else delete next[slot]
  if (slot === 'product' && next.lot) delete next.lot // a lot is of one product
  return next
}
