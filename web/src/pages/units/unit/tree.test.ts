import { describe, expect, it } from 'vitest'
import { chainOf, type Link, type Node, treeOf } from './tree'

const link = (id: number, inside: number | undefined, depth: number, to?: string) =>
  ({ depth, inside, from: '', to, unit: { id } }) as Link
const ids = (nodes: Node[]): unknown[] => nodes.map((node) => [node.link.unit.id, ids(node.children)])

describe('contents as a tree', () => {
  it('hangs each under what it is in', () => {
    expect(ids(treeOf(1, [link(2, 1, 1), link(3, 1, 1), link(4, 2, 2)]))).toEqual([
      [2, [[4, []]]],
      [3, []],
    ])
  })
  it('is of what is around it the outermost first, without what is over', () => {
    expect(
      chainOf([link(5, undefined, 1), link(6, undefined, 2), link(7, undefined, 1, '2026')]).map((one) => one.unit.id),
    ).toEqual([6, 5])
  })
})
