import { describe, expect, it } from 'vitest'
import type { PrintJob, PrintLabel } from '@/ui/print/printing'
import { actsOf, canReprint, canVerify, isRetrying, lookAgain, percentOf, toneOf } from './jobs'

const none = { waiting: 0, sending: 0, sent: 0, confirmed: 0, uncertain: 0, cancelled: 0, void: 0, out: 0 }
const job = (more: Partial<PrintJob> = {}) =>
  ({ id: 'x', state: 'printing', labels: 10, progress: none, ...more }) as PrintJob

describe('a print job', () => {
  it.each([
    ['nothing yet', none, 10, 0],
    ['half', { ...none, out: 5 }, 10, 50],
    ['never rounded up to all', { ...none, out: 999 }, 1000, 99],
    ['what is cancelled is not waited for', { ...none, cancelled: 6, out: 4 }, 10, 100],
    ['all cancelled', { ...none, cancelled: 10 }, 10, 100],
  ])('is as far as its labels: %s', (_, progress, labels, want) =>
    expect(percentOf(job({ progress, labels }))).toBe(want),
  )

  it('is looked at again as long as something changes by itself', () => {
    expect(lookAgain([job()])).toBeGreaterThan(0)
    expect(lookAgain([job({ state: 'paused' })])).toBe(false)
    expect(lookAgain([job({ state: 'paused', next_try_at: '2026-11-23T08:00:00.000Z' })])).toBeGreaterThan(0)
    expect(lookAgain(undefined)).toBe(false)
    expect(isRetrying(job({ state: 'printed', next_try_at: '2026-11-23T08:00:00.000Z' }))).toBe(false)
  })

  it('offers what its state allows', () => {
    expect(actsOf(job())).toEqual(['pause', 'cancel'])
    expect(actsOf(job({ state: 'paused' }))).toEqual(['resume', 'cancel'])
    expect(actsOf(job({ state: 'printed' }))).toEqual(['close'])
    expect(actsOf(job({ state: 'verified' }))).toEqual([])
    expect(canVerify(job({ state: 'printed' }))).toBe(true)
    expect(canVerify(job({ state: 'queued' }))).toBe(false)
  })

  it('has labels that can be printed again once they came out', () => {
    const can = (state: PrintLabel['state']) => canReprint({ state } as PrintLabel)
    expect(['sent', 'confirmed'].every((state) => can(state as PrintLabel['state']))).toBe(true)
    expect(['waiting', 'uncertain', 'void', 'cancelled'].some((state) => can(state as PrintLabel['state']))).toBe(false)
  })

  it('sounds as what was read', () => {
    expect(['right', 'again', 'wrong', 'void', 'unreadable'].map((verdict) => toneOf(verdict as 'right'))).toEqual([
      'good',
      'info',
      'bad',
      'bad',
      'bad',
    ])
  })
})
