// The scans of this device: taking them in, and what a person may decide about them. Sending is the business of sender.ts.
import Dexie from 'dexie'
import type { Realm } from '@/api/realm'
import { realm as currentRealm } from '@/api/realm'
import { zoned } from './clock'
import { type Command, db, type Scan, type State, UNSETTLED } from './db'
import { uuidV7 } from './id'
import { forgetMasters } from './masters'
import { tell } from './signal'

/** Of this tab; an entry remembers which tab made it. */
export const tabId = uuidV7()

export type NewScan = {
  mode: string
  code: string
  command: string
  /** Without id and time: they are put in when it is sent. */
  body: Command
  /** What it touches ("unit:A-1001", "package:..."): order per subject is kept. */
  subject: string | readonly string[]
  follows?: readonly string[]
  label?: string
  /** When it was scanned; now by default. */
  at?: Date
  realm?: Realm
}

export type Person = { id: number; name: string }

/** The device could not keep it (disk full, storage forbidden). The scan is NOT accepted: say so loudly. */
export class NotKept extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause), { cause })
    this.name = 'NotKept'
  }
}

function entryOf(scan: NewScan, person: Person): Omit<Scan, 'n'> {
  return {
    id: uuidV7(),
    realm: scan.realm ?? currentRealm(),
    user_id: person.id,
    user: person.name,
    at: zoned(scan.at ?? new Date()),
    mode: scan.mode,
    code: scan.code,
    command: scan.command,
    body: scan.body,
    subjects: typeof scan.subject === 'string' ? [scan.subject] : [...scan.subject],
    follows: [...(scan.follows ?? [])],
    label: scan.label ?? '',
    state: 'waiting',
    attempts: 0,
    tab: tabId,
  }
}

/** Resolves when the disk has all of them, in this order; throws NotKept when it has none of them. */
export async function enqueueAll(scans: readonly NewScan[], person: Person): Promise<Scan[]> {
  const entries = scans.map((scan) => entryOf(scan, person))
  try {
    const numbers = await db.transaction('rw', db.scans, () => db.scans.bulkAdd(entries, { allKeys: true }))
    tell({ type: 'changed' })
    tell({ type: 'wake', fresh: true })
    return entries.map((entry, at) => ({ ...entry, n: Number(numbers[at]) }))
  } catch (error) {
    const failure = new NotKept(error)
    tell({ type: 'trouble', message: failure.message })
    throw failure
  }
}

/** Resolves when the disk has it; throws NotKept when it was not accepted. */
export async function enqueue(scan: NewScan, person: Person): Promise<Scan> {
  const [entry] = await enqueueAll([scan], person)
  if (!entry) throw new NotKept(new Error('nothing was written'))
  return entry
}

/** Changes an entry when it is in one of these states still, and change agrees; false: nothing was changed. */
async function settle(id: string, from: readonly State[], change: (entry: Scan) => boolean): Promise<boolean> {
  const done = await db.transaction('rw', db.scans, async () => {
    const entry = await db.scans.get({ id })
    if (!entry || !from.includes(entry.state) || !change(entry)) return false
    await db.scans.put(entry)
    return true
  })
  if (done) {
    tell({ type: 'changed' })
    tell({ type: 'wake', fresh: false })
  }
  return done
}

/** A person wants a refused one sent again. */
export function retry(id: string): Promise<boolean> {
  return settle(id, ['refused'], (entry) => {
    entry.state = 'waiting'
    delete entry.problem
    return true
  })
}

/** A person decides that a refused (or held) one is never sent. It is kept, with the reason. */
export function discard(id: string, reason: string, by: string): Promise<boolean> {
  return settle(id, ['refused', 'held'], (entry) => {
    const at = zoned(new Date())
    entry.state = 'dropped'
    entry.dropped = { how: 'given_up', reason, by, at }
    entry.finished_at = new Date().toISOString()
    return true
  })
}

/** Takes back one that was never sent. false: it was sent, perhaps; undo it by a correction when it is answered. */
export function cancelWaiting(id: string, by: string): Promise<boolean> {
  return settle(id, ['waiting', 'held'], (entry) => {
    if (entry.attempts > 0) return false
    const at = zoned(new Date())
    entry.state = 'dropped'
    entry.dropped = { how: 'cancelled', reason: '', by, at }
    entry.finished_at = new Date().toISOString()
    return true
  })
}

/** The practice company was removed or made anew: what was scanned for the old one means nothing now. */
export async function forgetPractice(): Promise<void> {
  await db.scans.where('[realm+n]').between(['practice', Dexie.minKey], ['practice', Dexie.maxKey]).delete()
  await forgetMasters('practice')
  tell({ type: 'changed' })
  tell({ type: 'wake', fresh: false })
}

const ofState = (realm: Realm, state: State) =>
  db.scans.where('[realm+state+n]').between([realm, state, Dexie.minKey], [realm, state, Dexie.maxKey])

export type Counts = {
  /** Not answered yet, those on their way included. */
  waiting: number
  refused: number
  held: number
  /** Time of the oldest scan that is not settled. */
  oldest: string | null
}

export async function counts(realm: Realm): Promise<Counts> {
  const [waiting, sending, refused, held] = await Promise.all(
    UNSETTLED.map((state) => ofState(realm, state).count()),
  ).then((list) => [list[0] ?? 0, list[1] ?? 0, list[2] ?? 0, list[3] ?? 0] as const)
  if (waiting + sending + refused + held === 0) return { waiting: 0, refused: 0, held: 0, oldest: null }
  const firsts = await Promise.all(UNSETTLED.map((state) => ofState(realm, state).first()))
  const times = firsts.flatMap((entry) => (entry ? [entry] : [])).sort((a, b) => a.n - b.n)
  return { waiting: waiting + sending, refused, held, oldest: times[0]?.at ?? null }
}

/** The latest scans of a realm, newest first. */
export function recent(limit: number, realm: Realm): Promise<Scan[]> {
  return db.scans
    .where('[realm+n]')
    .between([realm, Dexie.minKey], [realm, Dexie.maxKey])
    .reverse()
    .limit(limit)
    .toArray()
}

/** Everything of a realm that is not settled, in order. */
export async function unsettled(realm: Realm): Promise<Scan[]> {
  const lists = await Promise.all(UNSETTLED.map((state) => ofState(realm, state).toArray()))
  return lists.flat().sort((a, b) => a.n - b.n)
}

export type Overview = {
  refused: Scan[]
  held: Scan[]
  /** The first of those that go next, or are on their way. */
  next: Scan[]
  /** How many of these there are. */
  waiting: number
  /** Of whom: everybody's number among them. */
  users: { user: string; count: number }[]
}

const DECISIONS_SHOWN = 200

/** What a page can show of what is not settled; reads little, however much there is. */
export async function overview(realm: Realm, shown: number): Promise<Overview> {
  const first = (state: State, limit: number) => ofState(realm, state).limit(limit).toArray()
  const [refused, held, sending, waiting] = await Promise.all([
    first('refused', DECISIONS_SHOWN),
    first('held', DECISIONS_SHOWN),
    first('sending', shown),
    first('waiting', shown),
  ])
  const users = await usersOf(realm)
  return {
    refused,
    held,
    next: [...sending, ...waiting].sort((a, b) => a.n - b.n).slice(0, shown),
    waiting: users.reduce((sum, { count }) => sum + count, 0),
    users,
  }
}

async function usersOf(realm: Realm): Promise<{ user: string; count: number }[]> {
  const counted = new Map<string, number>()
  for (const state of ['waiting', 'sending'] as const) {
    const index = db.scans.where('[realm+state+user]')
    const keys = await index.between([realm, state, Dexie.minKey], [realm, state, Dexie.maxKey]).uniqueKeys()
    for (const key of keys as unknown as [Realm, State, string][]) {
      const count = await db.scans.where('[realm+state+user]').equals(key).count()
      counted.set(key[2], (counted.get(key[2]) ?? 0) + count)
    }
  }
  return [...counted].map(([user, count]) => ({ user, count }))
}

/** Settled ones, newest first. */
export async function settledLately(realm: Realm, limit: number): Promise<Scan[]> {
  const lists = await Promise.all(
    (['done', 'dropped'] as const).map((state) => ofState(realm, state).reverse().limit(limit).toArray()),
  )
  return lists
    .flat()
    .sort((a, b) => (b.finished_at ?? '').localeCompare(a.finished_at ?? '') || b.n - a.n)
    .slice(0, limit)
}
