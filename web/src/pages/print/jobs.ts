// What a print job says of itself, for the eye; and what people do with it.
import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { PrintJob, PrintJobRow, PrintLabel, Reading } from '@/ui/print/printing'

const LOOK_MS = 700

export function isUnderWay({ state }: Pick<PrintJobRow, 'state'>): boolean {
  return state === 'queued' || state === 'printing'
}

/** Paused, but it will be tried again by itself. */
export function isRetrying(job: Pick<PrintJobRow, 'state' | 'next_try_at'>): boolean {
  return job.state === 'paused' && job.next_try_at !== undefined
}

export function lookAgain(jobs: readonly PrintJobRow[] | undefined): number | false {
  return jobs?.some((job) => isUnderWay(job) || isRetrying(job)) ? LOOK_MS : false
}

/** 0 to 100 of the labels that are to come out; never rounded up to all. */
export function percentOf({ labels, progress }: Pick<PrintJob, 'labels' | 'progress'>): number {
  const wanted = labels - progress.cancelled
  return wanted <= 0 ? 100 : Math.min(100, Math.floor((progress.out * 100) / wanted))
}

export type Act = 'pause' | 'resume' | 'cancel' | 'close'

/** What can be done with a job in its state; the server decides. */
export function actsOf(job: PrintJob): Act[] {
  const acts: Record<PrintJob['state'], Act[]> = {
    queued: ['pause', 'cancel'],
    printing: ['pause', 'cancel'],
    paused: ['resume', 'cancel'],
    waiting_for_decision: ['cancel'],
    printed: ['close'],
    verified: [],
    cancelled: [],
  }
  return acts[job.state]
}

export function canVerify({ state }: PrintJob): boolean {
  return state === 'printed' || state === 'waiting_for_decision'
}

/** Came out once, and still names what it says. */
export function canReprint({ state }: PrintLabel): boolean {
  return state === 'sent' || state === 'confirmed'
}

export type Tone = 'good' | 'bad' | 'info'
export function toneOf(verdict: Reading['verdict']): Tone {
  return verdict === 'right' ? 'good' : verdict === 'again' ? 'info' : 'bad'
}

// ---- asking ----

export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: ['print', 'job', id],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/print/jobs/{id}', { params: { path: { id } }, signal })),
    refetchInterval: (query) => lookAgain(query.state.data && [query.state.data]),
    staleTime: 0,
  })

const ACTS = {
  pause: (id: string) => unwrap(api.POST('/v1/print/jobs/{id}/pause', { params: { path: { id } } })),
  resume: (id: string) => unwrap(api.POST('/v1/print/jobs/{id}/resume', { params: { path: { id } } })),
  cancel: (id: string) => unwrap(api.POST('/v1/print/jobs/{id}/cancel', { params: { path: { id } } })),
  close: (id: string) => unwrap(api.POST('/v1/print/jobs/{id}/close', { params: { path: { id } } })),
}

export function actOn(id: string, act: Act): Promise<PrintJob> {
  return ACTS[act](id)
}

export function decide(id: string, labels: number[], came_out: boolean): Promise<PrintJob> {
  return unwrap(api.POST('/v1/print/jobs/{id}/decide', { params: { path: { id } }, body: { labels, came_out } }))
}

export function printAgain(id: string, labels: number[], reason: string): Promise<PrintJob> {
  return unwrap(api.POST('/v1/print/jobs/{id}/reprint', { params: { path: { id } }, body: { labels, reason } }))
}

export function readBack(id: string, code: string): Promise<Reading> {
  return unwrap(api.POST('/v1/print/jobs/{id}/verify', { params: { path: { id } }, body: { code } }))
}
