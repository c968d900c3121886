import { expect, test } from 'vitest'
import { draftOf, inserted, sharesOf } from './numbering'

test.each([
  ['at the end', 'SN', '{seq:6}', null, 'SN{seq:6}'],
  ['at the cursor', 'SN-X', '{yy}', 2, 'SN{yy}-X'],
  ['at the beginning', 'X', '{sku}', 0, '{sku}X'],
  ['a cursor of longer text', 'X', '{sku}', 9, 'X{sku}'],
])('a piece is put in %s', (_, pattern, piece, at, wanted) => {
  expect(inserted(pattern, piece, at)).toBe(wanted)
})

test.each([
  [
    { count: 0, used: 0, void: 0 },
    { used: 0, void: 0 },
  ],
  [
    { count: 3, used: 1, void: 1 },
    { used: 33, void: 33 },
  ],
  [
    { count: 10, used: 10, void: 0 },
    { used: 100, void: 0 },
  ],
])('shares of a pool %#', (pool, wanted) => {
  expect(sharesOf(pool)).toEqual(wanted)
})

test('a new scheme counts units from one', () => {
  expect(draftOf(null)).toMatchObject({ kind: 'unit', first: 1, restart: [] })
})
