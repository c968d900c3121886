// One event exactly as it was hashed. It never changes, so it is asked for once.
import { useQuery } from '@tanstack/react-query'
import { api, sendOk, unwrap } from '@/api/client'
import { type Body, bodyOf } from './events'

export type HashedEvent = { seq: number; leaf: string; text: string; body: Body }

async function load(id: string, signal: AbortSignal): Promise<HashedEvent> {
  // The text itself: to parse and print it again might change its bytes.
  const response = await sendOk(`${location.origin}/v1/events/${encodeURIComponent(id)}`, { signal })
  const answer = await response.text()
  const { seq, leaf, body } = JSON.parse(answer) as HashedEvent
  return { seq, leaf, body, text: bodyOf(answer) }
}

export function useEvent(id: string) {
  return useQuery({
    queryKey: ['event', id],
    queryFn: ({ signal }) => load(id, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** A proof is of the ledger as it is now. */
export function useProof(id: string) {
  return useQuery({
    queryKey: ['event-proof', id],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/events/{id}/proof', { params: { path: { id } }, signal })),
  })
}
