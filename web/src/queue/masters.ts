// Master data and units that this device knows, for names and checks without a network. What is read here may be old; the server
// decides when a scan arrives. Filled by refreshMasters() (masters-refresh.ts) and rememberUnits().
import Dexie from 'dexie'
import { realm as currentRealm, type Realm } from '@/api/realm'
import { db, type KnownLocation, type KnownParty, type KnownProduct, type KnownUnit, type Scan } from './db'

export type Known =
  | { kind: 'unit'; unit: KnownUnit }
  | { kind: 'location'; location: KnownLocation }
  | { kind: 'product'; product: KnownProduct }
  | { kind: 'party'; party: KnownParty }

/** A unit as the server tells it, in any of its answers. */
export type SeenUnit = {
  id: number
  serial: string
  product: string
  product_name?: string
  status: string
  location?: string | null
  party?: string | null
  holder?: string | null
}

const UNITS_KEPT = 5_000
const PRUNE_AT = 5_500

/** A GTIN of any length as the 14 digits under which it is kept; null: it is none. */
export function gtin14(code: string): string | null {
  return /^(\d{8}|\d{12,14})$/.test(code) ? code.padStart(14, '0') : null
}

async function either<T>(code: string, get: (code: string) => Promise<T | undefined>): Promise<T | undefined> {
  const upper = code.toUpperCase()
  return (await get(code)) ?? (upper === code ? undefined : get(upper))
}

/** By SKU or GTIN. */
export async function knownProduct(code: string, realm: Realm = currentRealm()): Promise<KnownProduct | undefined> {
  const found = await either(code, (text) => db.products.get([realm, text]))
  const gtin = gtin14(code)
  return found ?? (gtin ? db.products.get({ realm, gtin }) : undefined)
}

export function knownLocation(code: string, realm: Realm = currentRealm()): Promise<KnownLocation | undefined> {
  return either(code, (text) => db.locations.get([realm, text]))
}

export function knownParty(code: string, realm: Realm = currentRealm()): Promise<KnownParty | undefined> {
  return either(code, (text) => db.parties.get([realm, text]))
}

/** Units that bear this serial or were scanned by this code; of one product, when it is given. */
export async function knownUnits(code: string, product?: string, realm: Realm = currentRealm()): Promise<KnownUnit[]> {
  const [bySerial, byCode] = await Promise.all([
    db.units.where('[realm+serial]').equals([realm, code]).toArray(),
    db.units.where('codes').equals(code).toArray(),
  ])
  const all = new Map([...bySerial, ...byCode].filter((unit) => unit.realm === realm).map((unit) => [unit.id, unit]))
  return [...all.values()].filter((unit) => product === undefined || unit.product === product)
}

/** All that this device knows under a code; empty: nothing, which does not mean that it does not exist. */
export async function lookUpKnown(code: string, realm: Realm = currentRealm()): Promise<Known[]> {
  const [units, location, product, party] = await Promise.all([
    knownUnits(code, undefined, realm),
    knownLocation(code, realm),
    knownProduct(code, realm),
    knownParty(code, realm),
  ])
  const ret: Known[] = units.map((unit) => ({ kind: 'unit', unit }))
  if (location) ret.push({ kind: 'location', location })
  if (product) ret.push({ kind: 'product', product })
  if (party) ret.push({ kind: 'party', party })
  return ret
}

/** Keeps what the server said about units just now. code: what was scanned to find them. */
export async function rememberUnits(
  seen: readonly SeenUnit[],
  options: { realm?: Realm; code?: string; as_of?: string } = {},
): Promise<void> {
  if (seen.length === 0) return
  const realm = options.realm ?? currentRealm()
  const as_of = options.as_of ?? new Date().toISOString()
  await db.transaction('rw', [db.units, db.products], async () => {
    const old = await db.units.bulkGet(seen.map((unit): [Realm, number] => [realm, unit.id]))
    const products = await db.products.bulkGet(seen.map((unit): [Realm, string] => [realm, unit.product]))
    await db.units.bulkPut(
      seen.map((unit, at) => ({
        realm,
        id: unit.id,
        serial: unit.serial,
        product: unit.product,
        product_name: unit.product_name ?? products[at]?.name ?? old[at]?.product_name ?? '',
        status: unit.status,
        location: unit.location ?? '',
        party: unit.party ?? unit.holder ?? '',
        codes: [...new Set([...(old[at]?.codes ?? []), ...(options.code ? [options.code] : [])])].slice(-8),
        as_of,
      })),
    )
    await pruneUnits()
  })
}

async function pruneUnits(): Promise<void> {
  const count = await db.units.count()
  if (count > PRUNE_AT)
    await db.units
      .orderBy('as_of')
      .limit(count - UNITS_KEPT)
      .delete()
}

/** Keeps what the answers to scans tell about units. */
export async function rememberAnswers(entries: readonly Scan[]): Promise<void> {
  for (const realm of ['real', 'practice'] as const) {
    const done = entries.filter((entry) => entry.realm === realm && entry.state === 'done')
    await rememberUnits(
      done.flatMap((entry) => (entry.answer?.unit ? [entry.answer.unit] : [])),
      { realm },
    )
  }
}

export async function forgetMasters(realm: Realm): Promise<void> {
  const tables = [db.products, db.locations, db.parties, db.units]
  await db.transaction('rw', [...tables, db.meta], async () => {
    for (const table of tables) await table.where(':id').between([realm, Dexie.minKey], [realm, Dexie.maxKey]).delete()
    await db.meta.where('key').startsWith(`masters:${realm}:`).delete()
  })
}
