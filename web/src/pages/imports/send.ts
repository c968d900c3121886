// The two questions about a file: what its columns are, and the import itself, as a job.
import { sendOk } from '@/api/client'
import { uuidV7 } from '@/queue/id'
import type { Job } from '../jobs/jobs'
import { HEAD_BYTES, readBytes, type Unreadable } from './file'
import type { ImportColumns, Kind } from './mapping'

/** A file that can be sent. */
export type Source = { name: string; body: Blob; size: number; converted: boolean }

export async function readSource(file: File): Promise<Source | Unreadable> {
  const found = readBytes(new Uint8Array(await file.arrayBuffer()))
  if (typeof found === 'string') return found
  const body = found.text === null ? file : new Blob([found.text])
  return { name: file.name, body, size: file.size, converted: found.text !== null }
}

const CSV = { 'Content-Type': 'text/csv' }

export async function askColumns(source: Source, kind: Kind): Promise<ImportColumns> {
  const body = source.body.slice(0, HEAD_BYTES)
  return (await sendOk(`/v1/imports/columns?kind=${kind}`, { method: 'POST', headers: CSV, body })).json()
}

export type Order = {
  source: Source
  kind: Kind
  layout: ImportColumns['layout']
  mapping: Record<string, string | null> | null
  mode: 'check' | 'all' | 'good'
  create: boolean
}

export async function startImport(order: Order): Promise<Job> {
  const query = new URLSearchParams({ kind: order.kind, layout: order.layout, mode: order.mode })
  if (order.mapping) query.set('mapping', JSON.stringify(order.mapping))
  if (order.create) query.set('create', 'true')
  const headers = { ...CSV, Prefer: 'respond-async', 'Idempotency-Key': uuidV7() }
  return (await sendOk(`/v1/imports?${query}`, { method: 'POST', headers, body: order.source.body })).json()
}
