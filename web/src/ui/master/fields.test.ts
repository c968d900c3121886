import { describe, expect, it } from 'vitest'
import { bodyOf, type Field, pairsOf, valuesOf } from './fields'

const fields: Field[] = [
  { name: 'sku', label: 'SKU', kind: 'code', required: true },
  { name: 'gtin', label: 'GTIN', kind: 'code', nullable: true },
  { name: 'warranty_months', label: 'Warranty', kind: 'number' },
  { name: 'attributes', label: 'More', kind: 'pairs' },
]
const product = { sku: 'P-1', gtin: null, warranty_months: 24, attributes: { colour: 'red', size: 5 }, version: 3 }

describe('fields of master data', () => {
  it('fills a form from a thing, and an empty one from nothing', () => {
    expect(valuesOf(fields, product)).toEqual({
      sku: 'P-1',
      gtin: '',
      warranty_months: '24',
      attributes: [
        { name: 'colour', value: 'red' },
        { name: 'size', value: '5' },
      ],
    })
    expect(valuesOf(fields, null)).toEqual({ sku: '', gtin: '', warranty_months: '', attributes: [] })
    expect(pairsOf(null)).toEqual([])
  })
  it('sends only what was filled in of a new thing', () => {
    expect(bodyOf(fields, { sku: ' P-2 ', gtin: '', warranty_months: '12', attributes: [] }, null)).toEqual({
      sku: 'P-2',
      warranty_months: 12,
      attributes: {},
    })
  })
  it('sends only what differs of a known thing', () => {
    const before = valuesOf(fields, { ...product, gtin: '09506000134352' })
    expect(bodyOf(fields, before, before)).toEqual({})
    expect(bodyOf(fields, { ...before, gtin: '', warranty_months: '36' }, before)).toEqual({
      gtin: null,
      warranty_months: 36,
    })
  })
})
