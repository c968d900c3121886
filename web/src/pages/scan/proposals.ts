// What can stand in a slot: as the server knows it, or, without a network, as this device does.
import { api, unwrap } from '@/api/client'
import { Unreachable } from '@/api/problem'
import { realm } from '@/api/realm'
import { db } from '@/queue/db'
import type { Slot } from '@/scan/modes'
import type { Choice } from '@/ui/inputs'
import type { useWords } from '@/ui/words'

type Words = ReturnType<typeof useWords>
export type Kind = 'location' | 'party' | 'product'
const SHOWN = 20

export function kindOf(slot: Slot): Kind | undefined {
  return slot === 'location' || slot === 'party' || slot === 'product' ? slot : undefined
}

async function ofServer(kind: Kind, q: string, signal: AbortSignal, words: Words): Promise<Choice[]> {
  const query = { q: q || undefined, active: true, limit: SHOWN }
  if (kind === 'location') {
    const { items } = await unwrap(api.GET('/v1/locations', { params: { query }, signal }))
    return items.map(({ code, name, kind }) => ({ key: code, code, name, extra: words.location_kind(kind) }))
  }
  if (kind === 'party') {
    const { items } = await unwrap(api.GET('/v1/parties', { params: { query }, signal }))
    return items.map(({ code, name, kind }) => ({ key: code, code, name, extra: words.party_kind(kind) }))
  }
  const { items } = await unwrap(api.GET('/v1/products', { params: { query }, signal }))
  return items.map(({ sku, name }) => ({ key: sku, code: sku, name }))
}

type Row = { code: string; name: string; active: boolean; extra?: string }

async function ofDevice(kind: Kind, text: string, words: Words): Promise<Choice[]> {
  const wanted = text.toLocaleLowerCase()
  const fits = (row: { realm: string; active: boolean; name: string }, code: string) =>
    row.realm === realm() && row.active && `${code} ${row.name}`.toLocaleLowerCase().includes(wanted)
  const rows: Row[] =
    kind === 'location'
      ? (
          await db.locations
            .filter((row) => fits(row, row.code))
            .limit(SHOWN)
            .toArray()
        ).map((row) => ({
          ...row,
          extra: words.location_kind(row.kind),
        }))
      : kind === 'party'
        ? (
            await db.parties
              .filter((row) => fits(row, row.code))
              .limit(SHOWN)
              .toArray()
          ).map((row) => ({
            ...row,
            extra: words.party_kind(row.kind),
          }))
        : (
            await db.products
              .filter((row) => fits(row, row.sku))
              .limit(SHOWN)
              .toArray()
          ).map((row) => ({
            ...row,
            code: row.sku,
          }))
  return rows.map(({ code, name, extra }) => ({ key: code, code, name, extra }))
}

export async function proposals(kind: Kind, text: string, signal: AbortSignal, words: Words): Promise<Choice[]> {
  try {
    return await ofServer(kind, text, signal, words)
  } catch (error) {
    if (error instanceof Unreachable) return ofDevice(kind, text, words)
    throw error
  }
}
