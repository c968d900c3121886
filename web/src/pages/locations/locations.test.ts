import { describe, expect, it } from 'vitest'
import { type Location, rowsOf, treeOf } from './locations'

const place = (code: string, parent: string | null, name = ''): Location => ({
  code,
  name,
  kind: 'bin',
  parent,
  gln: null,
  attributes: {},
  active: true,
  created_at: '2026-01-01T00:00:00.000Z',
  version: 1,
})
const tree = treeOf(
  [
    place('B', null),
    place('A', null, 'Berlin'),
    place('A-10', 'A'),
    place('A-2', 'A'),
    place('A-2-1', 'A-2'),
    place('X', 'gone'),
  ],
  new Map([
    ['A', 1],
    ['A-2-1', 5],
    ['A-10', 2],
  ]),
)

describe('the tree of locations', () => {
  it('has roots and children by code, numbers as numbers', () => {
    expect(tree.map((root) => root.code)).toEqual(['A', 'B', 'X'])
    expect(tree[0]?.children.map((child) => child.code)).toEqual(['A-2', 'A-10'])
  })
  it('counts what is here and below', () => {
    expect(tree[0]).toMatchObject({ here: 1, below: 8, depth: 0 })
    expect(tree[0]?.children[0]).toMatchObject({ here: 0, below: 5, depth: 1 })
  })
  it.each([
    ['closed', [], '', ['A', 'B', 'X']],
    ['A open', ['A'], '', ['A', 'A-2', 'A-10', 'B', 'X']],
    ['all open', ['A', 'A-2'], '', ['A', 'A-2', 'A-2-1', 'A-10', 'B', 'X']],
    ['a search opens what leads there', [], '2-1', ['A', 'A-2', 'A-2-1']],
    ['a search by name', [], 'berl', ['A']],
    ['a search for nothing that is there', [], 'zzz', []],
  ])('%s', (_, open, text, codes) => {
    expect(rowsOf(tree, new Set(open), text).map((row) => row.code)).toEqual(codes)
  })
})
