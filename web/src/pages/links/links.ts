// Public pages: what strangers report, numbers that may have been copied, what strangers are told, and where links of products lead.
import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'

type Schemas = components['schemas']
export type Report = Schemas['LinkReport']
export type Decision = Schemas['LinkDecision']
export type Command = NonNullable<Decision['command']>
export type Suspect = Schemas['LinkSuspect']
export type LinkSettings = Schemas['LinkSettings']
export type SettingsDraft = Omit<LinkSettings, 'version'>
export type Target = Schemas['LinkTarget']
export type TargetDraft = Omit<Target, 'id' | 'version'>

/* ---- reports ---- */

export const reportStates = ['waiting', 'accepted', 'dismissed', 'all'] as const
export type ReportState = (typeof reportStates)[number]

type Way = { command: Command; needs?: 'party' | 'location' }

/** What an accepted report may lead to, the likeliest first; the server takes these and no others. */
const ways: Record<Report['kind'], readonly Way[]> = {
  register: [
    { command: 'register', needs: 'party' },
    { command: 'transfer_ownership', needs: 'party' },
  ],
  found: [
    { command: 'find', needs: 'location' },
    { command: 'recover', needs: 'location' },
  ],
  stolen: [{ command: 'report_stolen' }],
}

export const waysOf = (kind: Report['kind']) => ways[kind]

/** The way with that command; undefined: the report is closed and nothing is written to the ledger. */
export const wayOf = (kind: Report['kind'], command: string | null): Way | undefined =>
  ways[kind].find((way) => way.command === command)

export type Answer = { command: string | null; party: string; location: string; reason: string }

/** What the server is told: only what the command takes, and no empty reason. */
export function acceptanceOf(kind: Report['kind'], answer: Answer): Decision {
  const way = wayOf(kind, answer.command)
  const reason = answer.reason.trim()
  return {
    decision: 'accept',
    ...(way ? { command: way.command } : {}),
    ...(way?.needs ? { [way.needs]: answer[way.needs] } : {}),
    ...(reason ? { reason } : {}),
  }
}

export const decide = (id: number, body: Decision): Promise<Report> =>
  unwrap(api.POST('/v1/links/reports/{id}/decision', { params: { path: { id } }, body }))

/* ---- suspects ---- */

export const dismissSuspect = (unit: number, reason: string): Promise<Suspect> =>
  unwrap(api.POST('/v1/links/suspects/{id}/dismissal', { params: { path: { id: unit } }, body: { reason } }))

/* ---- settings ---- */

/** All that a page can tell or offer, in the order in which a page has it; a word that is missing here is a type error. */
const shownWords: Record<LinkSettings['shown'][number], true> = {
  product: true,
  sku: true,
  gtin: true,
  serial: true,
  status: true,
  warranty: true,
  recall: true,
  lot: true,
  expiry: true,
  suspect: true,
}
const actionWords: Record<LinkSettings['actions'][number], true> = { register: true, found: true, stolen: true }

export const allShown = Object.keys(shownWords) as LinkSettings['shown']
export const allActions = Object.keys(actionWords) as LinkSettings['actions']

export type Limits = Schemas['LinkLimits']
export type LimitName = keyof Limits

/** What the numbers may be: the server says it. */
export const linkLimitsQuery = queryOptions({
  queryKey: ['link-limits'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/links/limits', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
})

export const limitNamesOf = (limits: Limits) => Object.keys(limits) as LimitName[]

/** What is ticked, in the order of `all`, whatever the order of the ticks. */
export const ticked = <Word extends string>(all: readonly Word[], values: readonly string[]): Word[] =>
  all.filter((word) => values.includes(word))

export const draftOfSettings = ({ version: _, ...rest }: LinkSettings): SettingsDraft => rest

/** Only what was changed, so that what others set stays. */
export function changesOf(known: LinkSettings, draft: SettingsDraft): Schemas['LinkSettingsChange'] {
  const same = (name: keyof SettingsDraft) => JSON.stringify(known[name]) === JSON.stringify(draft[name])
  return Object.fromEntries(Object.entries(draft).filter(([name]) => !same(name as keyof SettingsDraft)))
}

export const linkSettingsQuery = queryOptions({
  queryKey: ['link-settings'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/links/settings', { signal })),
})

export const saveSettings = (known: LinkSettings, draft: SettingsDraft): Promise<LinkSettings> =>
  unwrap(
    api.PATCH('/v1/links/settings', {
      params: { header: { 'If-Match': `"${known.version}"` } },
      body: changesOf(known, draft),
    }),
  )

/* ---- keys ---- */

export type LinkKey = Schemas['LinkKey']

export const linkKeysQuery = queryOptions({
  queryKey: ['link-keys'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/links/keys', { signal })),
})

export const makeKey = (retireOlder: boolean) =>
  unwrap(api.POST('/v1/links/keys', { body: { retire_older: retireOlder } }))

/* ---- targets ---- */

export const linkTypesQuery = queryOptions({
  queryKey: ['link-types'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/links/types', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
})

export const draftOfTarget = (target: Target | null): TargetDraft =>
  target
    ? (({ id: _id, version: _version, ...rest }) => rest)(target)
    : { product: null, rel: 'pip', href: '', title: '', language: '', media_type: '', preferred: false }

/** The product of a target stays as it was made. */
export function saveTarget(known: Target | null, draft: TargetDraft): Promise<Target> {
  if (!known) return unwrap(api.POST('/v1/links/targets', { body: draft }))
  const { product: _, ...body } = draft
  const params = { path: { id: known.id }, header: { 'If-Match': `"${known.version}"` } }
  return unwrap(api.PATCH('/v1/links/targets/{id}', { params, body }))
}

export const deleteTarget = (id: number) => unwrap(api.DELETE('/v1/links/targets/{id}', { params: { path: { id } } }))
