import { describe, expect, it } from 'vitest'
import { firstChoices, type ImportColumns, mappingOf, missingFields, repeatedChoices } from './mapping'

const column = (header: string, suggestion: string | null, confidence: number) => ({
  header,
  samples: [],
  suggestion,
  confidence,
})
const known = [
  { name: 'sku', required: true, says: '' },
  { name: 'serial', required: true, says: '' },
  { name: 'serials', required: false, says: '' },
  { name: 'location', required: false, says: '' },
]
const rows: ImportColumns = {
  delimiter: ',',
  layout: 'rows',
  columns: [column('Article', null, 0), column('Device Serial', 'serial', 50), column('Location', 'location', 100)],
  known,
}

describe('the mapping of columns', () => {
  it('begins with what is suggested; the rest is kept', () => {
    expect(firstChoices(rows)).toEqual(['attribute', 'serial', 'location'])
  })

  it('sends what the headers do not say', () => {
    expect(mappingOf(rows, ['sku', 'serial', 'location'])).toEqual({ Article: 'sku', 'Device Serial': 'serial' })
    expect(mappingOf(rows, ['attribute', 'attribute', 'location'])).toBeNull()
    expect(mappingOf(rows, ['', 'serial', ''])).toEqual({ Article: null, 'Device Serial': 'serial', Location: null })
  })

  it('says what is missing', () => {
    expect(missingFields(rows, ['attribute', 'serial', 'location'])).toEqual(['sku'])
    expect(missingFields(rows, ['sku', 'serials', 'location'])).toEqual([])
    expect(missingFields(rows, ['name', 'serial', ''])).toEqual(['sku'])
    expect(missingFields({ ...rows, layout: 'zoho' }, ['name', 'serials', ''])).toEqual([])
  })

  it('keeps to what opening stock can have', () => {
    const zoho: ImportColumns = {
      ...rows,
      layout: 'zoho',
      columns: [column('SKU', 'sku', 100), column('Value', null, 0)],
    }
    expect(firstChoices(zoho)).toEqual(['sku', ''])
    expect(mappingOf(zoho, ['sku', ''])).toBeNull()
  })

  it('notices two columns for one field', () => {
    expect(repeatedChoices(['sku', 'sku', 'attribute', 'attribute', 'imei', 'imei', ''])).toEqual(new Set(['sku']))
  })
})
