// What a job says of itself, for the eye: how far it is, whether it is over, where its result is. Pure.
import type { components } from '@/api/schema'

export type Job = components['schemas']['Job']
export type ImportReport = components['schemas']['Import']
export type LedgerReport = components['schemas']['LedgerReport']

export function isActive(job: Job): boolean {
  return job.state === 'queued' || job.state === 'running'
}

/** 0 to 100; null while it is not known how much there is to do. */
export function percentOf(job: Job): number | null {
  if (job.state === 'done') return 100
  if (job.total === 0) return null
  return Math.min(100, Math.floor((job.done * 100) / job.total))
}

/** Milliseconds until the next look; false: nothing will change by itself. */
export function lookAgain(jobs: readonly Job[] | undefined, quick: number): number | false {
  return jobs?.some(isActive) ? quick : false
}

/** Key of the sentence about what a running job is at. */
const steps = ['reading', 'checking', 'writing', 'events', 'history_of_units'] as const
export type Step = (typeof steps)[number] | 'waiting' | 'working'
export function stepOf(job: Job): Step {
  if (job.state === 'queued') return 'waiting'
  const name = job.step?.replaceAll(' ', '_')
  return steps.find((step) => step === name) ?? 'working'
}

/** Where what came of it can be looked at; null: nowhere (yet). */
export type Target = { to: '/imports/$id'; id: string } | { to: '/imports/new' | '/ledger'; job: string }
export function resultOf(job: Job): Target | null {
  if (job.import) return { to: '/imports/$id', id: String(job.import) }
  if (job.kind === 'verify') return { to: '/ledger', job: job.id }
  return job.state === 'done' ? { to: '/imports/new', job: job.id } : null
}

export function importReportOf(job: Job | undefined): ImportReport | null {
  return job?.kind === 'import' && job.result && 'rows' in job.result ? job.result : null
}

export function ledgerReportOf(job: Job | undefined): LedgerReport | null {
  return job?.kind === 'verify' && job.result && 'findings' in job.result ? job.result : null
}
