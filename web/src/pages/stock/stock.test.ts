import { describe, expect, it } from 'vitest'
import { filtersOf, greatest, groupsOf, heatMap, unitsOf } from './stock'

describe('address', () => {
  it('groups by all when nothing is said', () => {
    expect(groupsOf({})).toEqual(['product', 'location', 'status'])
    expect(groupsOf({ group: 'nonsense' })).toEqual(['product', 'location', 'status'])
    expect(groupsOf({ group: 'status,product' })).toEqual(['product', 'status'])
  })

  it('takes the filters and nothing else', () => {
    expect(filtersOf({ product: 'P', group: 'product', view: 'map', location: '' })).toEqual({ product: 'P' })
  })

  it('leads from a row to its units', () => {
    expect(unitsOf({ product: 'P', location: 'SITE' }, { location: 'BIN-1', status: 'in_stock' })).toEqual({
      product: 'P',
      location: 'BIN-1',
      status: 'in_stock',
    })
    expect(unitsOf({ status: 'picked' }, { product: 'P' })).toEqual({ product: 'P', status: 'picked' })
    expect(unitsOf({}, { product: 'P' }).status).toContain('in_stock,reserved')
  })
})

const totals = (quantities: Record<string, number>) =>
  Object.entries(quantities).map(([code, quantity]) => ({ code, name: '', quantity }))

describe('greatest', () => {
  it('sorts, cuts, and names a last one instead of "others"', () => {
    const four = totals({ a: 1, b: 5, c: 5, d: 2 })
    expect(greatest(four, 2).top.map((t) => t.code)).toEqual(['b', 'c'])
    expect(greatest(four, 2).rest.map((t) => t.code)).toEqual(['d', 'a'])
    expect(greatest(four, 3).rest).toEqual([])
    expect(greatest([], 3)).toEqual({ top: [], rest: [] })
  })
})

describe('heat map', () => {
  it('adds up to the whole, with what is not shown as others', () => {
    const products = greatest(totals({ p1: 10, p2: 6, p3: 2, p4: 1 }), 2)
    const locations = greatest(totals({ l1: 12, l2: 4, l3: 2, l4: 1 }), 2)
    const cells = new Map([
      [
        'p1',
        new Map([
          ['l1', 7],
          ['l2', 2],
          ['l4', 1],
        ]),
      ],
      [
        'p2',
        new Map([
          ['l1', 4],
          ['l2', 2],
        ]),
      ],
    ])
    const map = heatMap(products, locations, cells)
    expect(map.rows.map((r) => r?.code ?? null)).toEqual(['p1', 'p2', null])
    expect(map.columns.map((c) => c?.code ?? null)).toEqual(['l1', 'l2', null])
    expect(map.cells).toEqual([
      [0, 0, 7],
      [1, 0, 2],
      [2, 0, 1],
      [0, 1, 4],
      [1, 1, 2],
      [0, 2, 1],
      [2, 2, 2],
    ])
    expect(map.cells.reduce((all, [, , here]) => all + here, 0)).toBe(19)
    expect(map.max).toBe(7)
  })

  it('is empty of nothing', () => {
    const none = greatest([], 5)
    expect(heatMap(none, none, new Map())).toEqual({ rows: [], columns: [], cells: [], max: 1 })
  })
})
