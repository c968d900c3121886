// One scan to the server, once. Says what came of it; never throws.
import { send } from '@/api/client'
import { type ProblemDocument, problemOf } from '@/api/problem'
import type { CommandAnswer, Scan } from './db'

export type Outcome =
  | { kind: 'done'; answer: CommandAnswer }
  | { kind: 'refused'; problem: ProblemDocument }
  /** Nobody is signed in (any more). */
  | { kind: 'signed_out' }
  /** Nobody answered, or the server cannot now: everything waits. wait_ms: as long as the server asks for. */
  | { kind: 'away'; wait_ms: number | null }
  /** The server stumbled over this one; others may go on. */
  | { kind: 'stumbled' }

const PATIENCE_MS = 30_000
/** Statuses that speak of the server, or of what is between us, and not of the command. */
const AWAY = new Set([408, 425, 429, 502, 503, 504, 507])

/** Retry-After: seconds, or a date. */
export function retryAfter(text: string | null, now = Date.now()): number | null {
  if (!text) return null
  if (/^\d+$/.test(text)) return Number(text) * 1000
  const until = Date.parse(text)
  return Number.isNaN(until) ? null : Math.max(0, until - now)
}

/** A refusal of ours names its rule. */
const isProblem = (body: unknown) => typeof body === 'object' && body !== null && 'code' in body

async function outcomeOf(response: Response): Promise<Outcome> {
  if (response.status === 401) return { kind: 'signed_out' }
  if (AWAY.has(response.status)) return { kind: 'away', wait_ms: retryAfter(response.headers.get('Retry-After')) }
  if (response.status >= 500) return { kind: 'stumbled' }
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok && !isProblem(body)) return { kind: 'stumbled' } // not our server's words: somebody between us
  if (!response.ok) return { kind: 'refused', problem: problemOf(response.status, body).document }
  // 200 without an answer of ours: a page that wants a sign-in of its own (a hotel's network), or a body cut off.
  if (typeof body !== 'object' || body === null || !('events' in body)) return { kind: 'away', wait_ms: null }
  return { kind: 'done', answer: body as CommandAnswer }
}

export async function post(entry: Scan): Promise<Outcome> {
  try {
    const response = await send(
      `${location.origin}/v1/commands/${encodeURIComponent(entry.command)}`,
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ ...entry.body, id: entry.id, time: entry.at }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      },
      entry.realm,
    )
    return await outcomeOf(response)
  } catch {
    return { kind: 'away', wait_ms: null }
  }
}
