import { describe, expect, it } from 'vitest'
import { backoff } from './backoff'
import { Pace } from './pace'
import { retryAfter } from './post'

const pace = (time: { now: number }) =>
  new Pace(
    () => time.now,
    () => 1,
  )

describe('backoff', () => {
  it('doubles up to half a minute, jittered', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 50].map((times) => backoff(times, () => 1))).toEqual([
      1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000,
    ])
    expect(backoff(3, () => 0)).toBe(2000)
  })
})

describe('Retry-After', () => {
  const now = Date.parse('2026-11-23T12:00:00Z')
  it.each([
    ['7', 7000],
    ['Mon, 23 Nov 2026 12:01:00 GMT', 60_000],
    ['Mon, 23 Nov 2026 11:00:00 GMT', 0],
    ['soon', null],
    [null, null],
  ])('%s', (text, ms) => expect(retryAfter(text, now)).toBe(ms))
})

describe('the pace', () => {
  it('asks with one after a failure, and with all when there is an answer', () => {
    const time = { now: 0 }
    const it = pace(time)
    expect(it.room()).toBe(6)
    it.away(null)
    expect([it.room(), it.next()]).toEqual([0, 1000])
    time.now = 1000
    expect(it.room()).toBe(1)
    it.answered()
    expect([it.room(), it.next()]).toEqual([6, Number.POSITIVE_INFINITY])
  })

  it('is hurried by a reason, but not past what the server asked for', () => {
    const time = { now: 0 }
    const it = pace(time)
    it.away(null)
    it.hurry()
    expect(it.room()).toBe(1)
    it.away(5000)
    it.hurry()
    expect([it.room(), it.next()]).toEqual([0, 5000])
    time.now = 5000
    expect(it.room()).toBe(1)
  })

  it('stumbles over one scan only', () => {
    const time = { now: 0 }
    const it = pace(time)
    it.stumbled(7)
    expect([it.mayGo(7), it.mayGo(8), it.room(), it.next()]).toEqual([false, true, 6, 1000])
    time.now = 1000
    expect(it.mayGo(7)).toBe(true)
  })
})
