// Brings the copies of products, locations and parties up to date: a stream of lines, of which only those blocks are written that are
// not as they were. In the background; a failure leaves what is there and is tried again later.
import type { Table } from 'dexie'
import { send } from '@/api/client'
import { realm as currentRealm, type Realm } from '@/api/realm'
import type { components } from '@/api/schema'
import { db, type KnownLocation, type KnownParty, type KnownProduct } from './db'

const STALE_MS = 10 * 60_000
const FORCED_MS = 30_000
const BLOCK_ROWS = 1_000
const MOST_ROWS = 100_000

type Stamp = { at: number; blocks: string[]; rows: number }
// biome-ignore lint/suspicious/noExplicitAny: each kind has a row and a key of its own; rows are only passed through
type Kind = { path: string; table: Table<any, any>; row: (realm: Realm, line: string) => object }

const kinds: Record<'products' | 'locations' | 'parties', Kind> = {
  products: {
    path: '/v1/products',
    table: db.products,
    row: (realm, line): KnownProduct => {
      const { sku, gtin, name, serial_format, active } = JSON.parse(line) as components['schemas']['Product']
      return { realm, sku, gtin: gtin ?? '', name, serial_format, active }
    },
  },
  locations: {
    path: '/v1/locations',
    table: db.locations,
    row: (realm, line): KnownLocation => {
      const { code, name, kind, active } = JSON.parse(line) as components['schemas']['Location']
      return { realm, code, name, kind, active }
    },
  },
  parties: {
    path: '/v1/parties',
    table: db.parties,
    row: (realm, line): KnownParty => {
      const { code, name, kind, active } = JSON.parse(line) as components['schemas']['Party']
      return { realm, code, name, kind, active }
    },
  },
}

/** FNV-1a, to see whether a block of lines is as it was. */
function mark(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return `${text.length}:${(hash >>> 0).toString(16)}`
}

/** The lines of a streamed answer, in blocks. */
export async function* blocksOf(body: ReadableStream<Uint8Array>, size = BLOCK_ROWS): AsyncGenerator<string[]> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  let block: string[] = []
  for (;;) {
    const { done, value } = await reader.read()
    const lines = (rest + decoder.decode(value, { stream: !done })).split('\n')
    rest = done ? '' : (lines.pop() ?? '')
    for (const line of lines) {
      if (line === '') continue
      block.push(line)
      if (block.length < size) continue
      yield block
      block = []
    }
    if (done) break
  }
  if (block.length > 0) yield block
}

async function refreshKind(realm: Realm, name: keyof typeof kinds, force: boolean): Promise<void> {
  const kind = kinds[name]
  const key = `masters:${realm}:${name}`
  const old = (await db.meta.get(key))?.value as Stamp | undefined
  const at = Date.now()
  if (old && old.at > at - (force ? FORCED_MS : STALE_MS) && old.at <= at) return
  const response = await send(`${location.origin}${kind.path}?format=ndjson`, undefined, realm)
  if (!response.ok || !response.body) return
  const stamp: Stamp = { at, blocks: [], rows: 0 }
  for await (const lines of blocksOf(response.body)) {
    if (stamp.rows >= MOST_ROWS) break
    const print = mark(lines.join('\n'))
    if (old?.blocks[stamp.blocks.length] !== print) await kind.table.bulkPut(lines.map((line) => kind.row(realm, line)))
    stamp.blocks.push(print)
    stamp.rows += lines.length
  }
  await db.meta.put({ key, value: stamp })
}

let running: Promise<void> | null = null

async function refreshAll(realm: Realm, force: boolean): Promise<void> {
  for (const name of ['locations', 'products', 'parties'] as const) {
    await refreshKind(realm, name, force).catch(() => undefined)
  }
}

/** force: something new was heard of; what is older than half a minute; otherwise than ten minutes. One at a time. */
export function refreshMasters(force = false, realm: Realm = currentRealm()): Promise<void> {
  running ??= refreshAll(realm, force).finally(() => {
    running = null
  })
  return running
}

/** How many this device knows, and since when: ms since 1970, null: never. */
export async function mastersState(realm: Realm = currentRealm()): Promise<{ rows: number; at: number | null }> {
  const stamps = await db.meta.where('key').startsWith(`masters:${realm}:`).toArray()
  const values = stamps.map((row) => row.value as Stamp)
  if (values.length === 0) return { rows: 0, at: null }
  return { rows: values.reduce((sum, stamp) => sum + stamp.rows, 0), at: Math.min(...values.map((stamp) => stamp.at)) }
}
