import { expect, it } from 'vitest'
import { partGone } from './warranty'

it.each([
  ['2026-01-01', '2026-01-11', '2026-01-06', 50],
  ['2026-01-01', '2026-01-11', '2025-01-01', 0],
  ['2026-01-01', '2026-01-11', '2027-01-01', 100],
  [undefined, '2026-01-11', '2026-01-06', 0],
  ['2026-01-11', '2026-01-11', '2026-01-11', 0],
])('a warranty from %s until %s has run on %s by %s percent', (from, until, now, percent) => {
  expect(partGone(from, until, Date.parse(now))).toBe(percent)
})
