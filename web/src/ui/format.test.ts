import { describe, expect, it } from 'vitest'
import { dateTime, number, relative } from './format'

describe('format', () => {
  it('writes numbers as the language does', () => {
    expect(number(1234567, 'en')).toBe('1,234,567')
    expect(number(1234567, 'de')).toBe('1.234.567')
  })
  it('writes times in the zone', () => {
    expect(dateTime('2026-11-23T13:05:00.000Z', false, 'en-GB', 'Europe/Berlin')).toBe('23 Nov 2026, 14:05')
    expect(dateTime('not a time', false, 'en')).toBe('not a time')
  })
  it.each([
    ['2026-01-01T00:00:00Z', '2026-01-01T00:00:05Z', 'now'],
    ['2026-01-01T00:00:00Z', '2026-01-01T00:00:30Z', '30 seconds ago'],
    ['2026-01-01T00:00:00Z', '2026-01-01T00:03:10Z', '3 minutes ago'],
    ['2026-01-01T00:00:00Z', '2026-01-02T01:00:00Z', 'yesterday'],
    ['2026-01-08T00:00:00Z', '2026-01-01T00:00:00Z', 'next week'],
  ])('%s seen from %s is %s', (at, now, words) => {
    expect(relative(at, Date.parse(now), 'en')).toBe(words)
  })
})
