// One unit by its number. Asked again with its ETag: what has not changed is not sent again.
import { queryOptions } from '@tanstack/react-query'
import { api } from '@/api/client'
import { problemOf } from '@/api/problem'
import type { components } from '@/api/schema'

export type Unit = components['schemas']['Unit']
type Known = { etag: string; unit: Unit }

const known = new Map<number, Known>()
const KEPT = 200

function keep(id: number, etag: string | null, unit: Unit) {
  known.delete(id)
  if (etag) known.set(id, { etag, unit })
  const oldest = known.keys().next().value
  if (known.size > KEPT && oldest !== undefined) known.delete(oldest)
}

async function fetchUnit(id: number, signal: AbortSignal): Promise<Unit> {
  const had = known.get(id)
  const header = had ? { 'If-None-Match': had.etag } : undefined
  const { data, error, response } = await api.GET('/v1/units/{id}', { params: { path: { id }, header }, signal })
  if (response.status === 304 && had) return had.unit
  if (!response.ok || !data) throw problemOf(response.status, error)
  keep(id, response.headers.get('ETag'), data)
  return data
}

export const unitQuery = (id: number) =>
  queryOptions({ queryKey: ['unit', id], queryFn: ({ signal }) => fetchUnit(id, signal) })
