// API keys: asking for them, making and revoking them.
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'

export type Key = components['schemas']['Key']

export type KeyState = 'active' | 'expired' | 'revoked'

export function stateOf(key: Pick<Key, 'expires_at' | 'revoked_at'>, now: number): KeyState {
  if (key.revoked_at) return 'revoked'
  return key.expires_at && Date.parse(key.expires_at) <= now ? 'expired' : 'active'
}

/** Lifetimes that are offered, in days; 0: for ever. */
export const lifetimes = [30, 90, 365, 0] as const

/** When a key of so many days ends; undefined: never. */
export function endOf(days: number, now: number): string | undefined {
  return days > 0 ? new Date(now + days * 86_400_000).toISOString() : undefined
}

export const makeKey = (body: components['schemas']['KeyNew']) => unwrap(api.POST('/v1/keys', { body }))

export const revokeKey = (id: number) => unwrap(api.DELETE('/v1/keys/{id}', { params: { path: { id } } }))
