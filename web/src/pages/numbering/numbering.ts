// Numbers: schemes by which they are made, issuing them, and pools of them for lines, suppliers and sites.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'

type Schemas = components['schemas']
export type Scheme = Schemas['Scheme']
export type Restart = Schemas['Restart']
export type Pool = Schemas['Pool']
export type Numbers = Schemas['Numbers']

/** What may let a counter begin anew. */
export const restarts: readonly Restart[] = ['year', 'month', 'week', 'day', 'site', 'lot', 'product']

/** Pieces of a pattern that are offered beside the text field, as they are written. */
export const pieces = [
  '{seq:6}',
  '{random:10}',
  '{yyyy}',
  '{yy}',
  '{ww}',
  '{ddd}',
  '{sku}',
  '{site}',
  '{lot}',
  '{check:mod10}',
  '{check:luhn}',
  '{check:mod37_36}',
] as const

export const isKind = (text: string | null): text is Scheme['kind'] => text === 'unit' || text === 'package'

export type Draft = {
  code: string
  name: string
  kind: Scheme['kind']
  pattern: string
  restart: Restart[]
  first: number
}

export const draftOf = (scheme: Scheme | null): Draft =>
  scheme
    ? { ...scheme, restart: [...scheme.restart] }
    : { code: '', name: '', kind: 'unit', pattern: '', restart: [], first: 1 }

export function saveScheme(known: Scheme | null, draft: Draft): Promise<Scheme> {
  const { code, name, kind, pattern, restart, first } = draft
  if (!known) return unwrap(api.POST('/v1/numbering/schemes', { body: { code, name, kind, pattern, restart, first } }))
  return changeScheme(known, { name, pattern, restart, first })
}

export const changeScheme = (known: Scheme, body: Schemas['SchemeChange']): Promise<Scheme> =>
  unwrap(
    api.PATCH('/v1/numbering/schemes/{code}', {
      params: { path: { code: known.code }, header: { 'If-Match': `"${known.version}"` } },
      body,
    }),
  )

/** What a pattern would give: asked while it is typed, and never kept for later. */
export const previewQuery = (ask: Schemas['PreviewAsk'], enabled: boolean) =>
  queryOptions({
    queryKey: ['schemes', 'preview', ask],
    queryFn: ({ signal }) => unwrap(api.POST('/v1/numbering/preview', { body: ask, signal })),
    enabled,
    retry: false,
    placeholderData: keepPreviousData,
  })

export const issueNumbers = (body: Schemas['NumbersAsk']): Promise<Numbers> =>
  unwrap(api.POST('/v1/numbering/numbers', { body }))

export const makePool = (body: Schemas['PoolNew']): Promise<Numbers> => unwrap(api.POST('/v1/pools', { body }))

export const voidPool = (id: string, reason: string) =>
  unwrap(api.POST('/v1/pools/{id}/void', { params: { path: { id } }, body: { reason } }))

/** How much of a pool is used, void and left, in hundredths of it. */
export function sharesOf(pool: Pick<Pool, 'count' | 'used' | 'void'>): { used: number; void: number } {
  const part = (n: number) => (pool.count > 0 ? Math.round((100 * n) / pool.count) : 0)
  return { used: part(pool.used), void: part(pool.void) }
}

/** The insertion of a piece into a pattern, where the cursor stands. */
export function inserted(pattern: string, piece: string, at: number | null): string {
  const place = at === null ? pattern.length : Math.max(0, Math.min(at, pattern.length))
  return pattern.slice(0, place) + piece + pattern.slice(place)
}
