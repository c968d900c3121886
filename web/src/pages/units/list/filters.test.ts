import { describe, expect, it } from 'vitest'
import { filePath } from '@/api/files'
import { canTrace, changed, chipsOf, cleared, filterText, isTrace, listPath, queryOf, type Search } from './filters'

describe('filters in the address', () => {
  it('asks the server only for what it knows', () => {
    const search = {
      status: 'in_stock,packed',
      serial_prefix: '007',
      columns: 'a,b',
      trace: '1',
      view: '4',
      sort: '-id',
    }
    expect(queryOf(search)).toEqual({ status: 'in_stock,packed', serial_prefix: '007', sort: '-id' })
    expect(filterText({ product: 'A&B', x: 'y' })).toBe('product=A%26B')
  })
  it.each([
    [{}, []],
    [{ status: 'in_stock,packed' }, [['status', ['in_stock', 'packed']]]],
    [{ serial_to: '9' }, [['serials', ['', '9']]]],
    [
      { received_from: '2026-01-01', received_to: '2026-02-01', lot: 'L' },
      [
        ['lot', ['L']],
        ['received', ['2026-01-01', '2026-02-01']],
      ],
    ],
    [{ columns: 'serial' }, []],
  ])('%o as chips', (search, chips) => {
    expect(chipsOf(search as Record<string, string>).map((chip) => [chip.filter.name, chip.values])).toEqual(chips)
  })
  it('changes, and forgets what is empty', () => {
    expect(changed({ product: 'A', sort: 'serial' }, { product: '', lot: 'L', owner: undefined })).toEqual({
      sort: 'serial',
      lot: 'L',
    })
    expect(cleared({ product: 'A', sort: 'serial', received_to: '2026-01-01' })).toEqual({ sort: 'serial' })
  })
  it('traces what a lot, supplier, product, date or serials affect', () => {
    expect(canTrace({ status: 'in_stock' })).toBe(false)
    expect(canTrace({ lot: 'L' })).toBe(true)
    expect(isTrace({ trace: '1' })).toBe(false)
    expect(isTrace({ trace: '1', received_from: '2026-01-01' })).toBe(true)
  })
  it('downloads what is shown', () => {
    const file = (search: Search) => filePath(listPath(search), queryOf(search), 'csv')
    expect(file({ lot: 'L 1', columns: 'x', sort: '' })).toBe('/v1/units?lot=L+1&format=csv')
    expect(file({ lot: 'L', trace: '1' })).toBe('/v1/trace?lot=L&format=csv')
  })
})
