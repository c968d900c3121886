// What this device keeps: the scans that wait for the server (and those that were settled lately), and copies of master data.
// Nothing here talks to the server or decides anything.
import Dexie, { type EntityTable, type Table } from 'dexie'
import type { ProblemDocument } from '@/api/problem'
import type { Realm } from '@/api/realm'
import type { components } from '@/api/schema'

export type Command = components['schemas']['Command']
export type CommandAnswer = components['schemas']['CommandAnswer']

/**
 * waiting: not answered yet. sending: on its way now. done: in the ledger. refused: the server said no, a person must settle it.
 * held: waits behind a refused one. dropped: a person decided that it is not sent (see `dropped`).
 */
export type State = 'waiting' | 'sending' | 'done' | 'refused' | 'held' | 'dropped'

export type Dropped = { how: 'cancelled' | 'given_up'; reason: string; by: string; at: string }

export type Scan = {
  /** The order on this device, over all tabs. */
  n: number
  /** The command's id, made here: the server does it once however often it is sent. */
  id: string
  realm: Realm
  user_id: number
  user: string
  /** When it was scanned: RFC 3339 with milliseconds and the device's offset. */
  at: string
  /** Which mode of the scan page made it. */
  mode: string
  /** What was scanned, as shown to people. */
  code: string
  command: string
  body: Command
  /** What it touches: scans that share one are sent in their order, and wait behind a refused one. */
  subjects: string[]
  /** Sent after those before it that touch or follow one of these, but not stopped by their refusal. */
  follows: string[]
  /** A short text for lists: product's name, place. */
  label: string
  state: State
  /** How often it was sent. */
  attempts: number
  /** Of the tab that made it. */
  tab: string
  problem?: ProblemDocument
  answer?: CommandAnswer
  dropped?: Dropped
  /** When it was settled, in UTC so that it sorts. */
  finished_at?: string
}

export type KnownProduct = {
  realm: Realm
  sku: string
  gtin: string
  name: string
  serial_format: string
  active: boolean
}
export type KnownLocation = { realm: Realm; code: string; name: string; kind: string; active: boolean }
export type KnownParty = { realm: Realm; code: string; name: string; kind: string; active: boolean }
export type KnownUnit = {
  realm: Realm
  id: number
  serial: string
  product: string
  product_name: string
  status: string
  location: string
  party: string
  /** Everything that was scanned or is known to mean this unit, besides its serial. */
  codes: string[]
  /** When the server said so: RFC 3339. */
  as_of: string
}
export type Meta = { key: string; value: unknown }

export class Kept extends Dexie {
  scans!: EntityTable<Scan, 'n'>
  meta!: EntityTable<Meta, 'key'>
  products!: Table<KnownProduct, [Realm, string]>
  locations!: Table<KnownLocation, [Realm, string]>
  parties!: Table<KnownParty, [Realm, string]>
  units!: Table<KnownUnit, [Realm, number]>

  constructor(name: string) {
    // strict: a scan is on the disk when enqueue() says so, not only in the system's memory.
    super(name, { chromeTransactionDurability: 'strict' })
    this.version(1).stores({
      scans: '++n, &id, state, [realm+n], [realm+state+n], [realm+state+user], [state+finished_at], *subjects',
      meta: 'key',
      products: '[realm+sku], [realm+gtin]',
      locations: '[realm+code]',
      parties: '[realm+code]',
      units: '[realm+id], [realm+serial], *codes, as_of',
    })
  }
}

export const db = new Kept('serno')

export const UNSETTLED: readonly State[] = ['waiting', 'sending', 'refused', 'held']
