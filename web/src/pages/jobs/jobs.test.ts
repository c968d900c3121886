import { describe, expect, it } from 'vitest'
import { importReportOf, isActive, type Job, ledgerReportOf, lookAgain, percentOf, resultOf, stepOf } from './jobs'

const job = (more: Partial<Job>): Job => ({
  id: '0193588e-62cf-7cc1-9d4d-1f7e2b5a0c11',
  kind: 'import',
  state: 'running',
  done: 0,
  total: 0,
  unit: 'rows',
  cancelling: false,
  actor: 'ann',
  created_at: '2026-11-23T08:00:00.000Z',
  ...more,
})

describe('how far a job is', () => {
  it.each([
    ['nothing is known yet', { done: 512, total: 0 }, null],
    ['half', { done: 50, total: 100 }, 50],
    ['never rounded up to all', { done: 999, total: 1000 }, 99],
    ['more than there was', { done: 3, total: 2 }, 100],
    ['done, also of nothing', { state: 'done', done: 0, total: 0 }, 100],
  ] as const)('%s', (_name, more, want) => expect(percentOf(job(more))).toBe(want))

  it('names the step', () => {
    expect(stepOf(job({ state: 'queued' }))).toBe('waiting')
    expect(stepOf(job({ step: 'history of units' }))).toBe('history_of_units')
    expect(stepOf(job({ step: 'something newer' }))).toBe('working')
    expect(stepOf(job({}))).toBe('working')
  })
})

describe('looking again', () => {
  it('only while something is under way', () => {
    expect(lookAgain(undefined, 500)).toBe(false)
    expect(lookAgain([job({ state: 'done' }), job({ state: 'failed' })], 500)).toBe(false)
    expect(lookAgain([job({ state: 'done' }), job({ state: 'queued' })], 500)).toBe(500)
    expect(isActive(job({ state: 'cancelled' }))).toBe(false)
  })
})

describe('its result', () => {
  it('is where it can be seen', () => {
    expect(resultOf(job({ import: 7, state: 'failed' }))).toEqual({ to: '/imports/$id', id: '7' })
    expect(resultOf(job({ kind: 'verify' }))).toEqual({ to: '/ledger', job: job({}).id })
    expect(resultOf(job({ state: 'done' }))).toEqual({ to: '/imports/new', job: job({}).id })
    expect(resultOf(job({ state: 'running' }))).toBeNull()
  })

  it('is of its kind', () => {
    const findings = { size: 1, units: 1, bad: 0, more: false, findings: [] }
    expect(ledgerReportOf(job({ kind: 'verify', result: findings }))).toBe(findings)
    expect(importReportOf(job({ kind: 'import', result: findings }))).toBeNull()
    expect(importReportOf(undefined)).toBeNull()
  })
})
