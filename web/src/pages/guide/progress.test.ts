import { describe, expect, it } from 'vitest'
import { doneOf, type Facts, formatOf, isEmpty, linesOf, nextOf, partsOf, serialsOf } from './progress'

const nothing: Facts = { locations: 0, products: 0, format: false, units: 0, remembered: [] }

describe('the next step', () => {
  it.each([
    ['of an empty installation', {}, 'location'],
    ['with a place', { locations: 1 }, 'product'],
    ['with a product and no place', { products: 2 }, 'location'],
    ['with both', { locations: 1, products: 1 }, 'numbering'],
    ['with a form of serials', { locations: 1, products: 1, format: true }, 'receipt'],
    ['when any serial will do', { locations: 1, products: 1, remembered: ['numbering'] as const }, 'receipt'],
    ['with units', { locations: 1, products: 1, units: 3 }, 'label'],
    ['with a label', { locations: 1, products: 1, units: 3, remembered: ['label'] as const }, 'scan'],
    ['after all', { locations: 1, products: 1, units: 3, remembered: ['label', 'scan'] as const }, undefined],
  ])('%s', (_, facts, step) => {
    expect(nextOf(doneOf({ ...nothing, ...facts }))).toBe(step)
  })
})

describe('an empty installation', () => {
  it('has neither places nor products', () => {
    expect(isEmpty(nothing)).toBe(true)
    expect(isEmpty({ ...nothing, products: 1 })).toBe(false)
  })
})

describe('a form for serials', () => {
  it.each([
    ['PUMP-', 6, 'PUMP-######'],
    ['A#', 3, 'A\\####'],
    ['', 4, '####'],
    ['a\\b*', 1, 'a\\\\b\\*#'],
  ])('%s and %d digits', (prefix, digits, format) => {
    expect(formatOf(prefix, digits)).toBe(format)
    expect(partsOf(format)).toEqual({ prefix, digits })
  })
  it('of another kind is left alone', () => {
    expect(partsOf('@@#{6,8}')).toBeUndefined()
    expect(partsOf('')).toBeUndefined()
  })
  it('counts from one', () => {
    expect(serialsOf('P-', 4, 2)).toEqual(['P-0001', 'P-0002'])
  })
})

describe('a box of serials', () => {
  it('has one a line', () => {
    expect(linesOf(' A1\r\n\nA2\nA1 ')).toEqual(['A1', 'A2'])
  })
})
