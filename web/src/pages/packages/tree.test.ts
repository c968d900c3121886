import { describe, expect, it } from 'vitest'
import { treeOf, unitsDirectly, unitsIn, wholeCommands } from './tree'

const inside = [
  { code: 'BOX-1', inside: 'PALLET', depth: 1, units: 3 },
  { code: 'BOX-2', inside: 'PALLET', depth: 1, units: 0 },
  { code: 'BAG-1', inside: 'BOX-2', depth: 2, units: 4 },
  { code: 'BAG-2', inside: 'BOX-2', depth: 2, units: 1 },
]

describe('packages in packages', () => {
  const tree = treeOf(inside, 'PALLET')

  it('nests', () => {
    expect(tree.map((node) => node.code)).toEqual(['BOX-1', 'BOX-2'])
    expect(tree[1]?.children.map((node) => node.code)).toEqual(['BAG-1', 'BAG-2'])
    expect(treeOf([], 'PALLET')).toEqual([])
  })

  it('counts what is nested, too', () => {
    expect(tree.map(unitsIn)).toEqual([3, 5])
    expect(unitsDirectly(10, tree)).toBe(2)
  })
})

describe('what can be done with the whole', () => {
  it('is what is allowed and takes a package, the likely first', () => {
    expect(wholeCommands(['hold', 'move', 'ship', 'unpack'])).toEqual(['ship', 'move', 'unpack'])
    expect(wholeCommands(undefined)).toEqual([])
  })
})
