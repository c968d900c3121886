import { describe, expect, it } from 'vitest'
import { endOf, stateOf } from './keys'

const now = Date.parse('2026-11-23T12:00:00Z')

describe('the state of a key', () => {
  it.each([
    ['for ever', {}, 'active'],
    ['ends later', { expires_at: '2026-11-23T12:00:01.000Z' }, 'active'],
    ['ends now', { expires_at: '2026-11-23T12:00:00.000Z' }, 'expired'],
    [
      'revoked before its end',
      { expires_at: '2027-01-01T00:00:00.000Z', revoked_at: '2026-01-01T00:00:00.000Z' },
      'revoked',
    ],
  ] as const)('%s', (_, key, state) => {
    expect(stateOf(key, now)).toBe(state)
  })
})

describe('the end of a key', () => {
  it('is so many days from now', () => {
    expect(endOf(30, now)).toBe('2026-12-23T12:00:00.000Z')
  })
  it('is never without days', () => {
    expect(endOf(0, now)).toBeUndefined()
  })
})
