import { describe, expect, it } from 'vitest'
import { labelOf, pagesOf, sizeOf, type Thing } from './label'

const unit: Thing = { kind: 'unit', id: 1, product: 'P-1', serial: 'A-1001', productName: 'Pump' }

describe('label', () => {
  it.each([
    ['a unit of a product without GTIN', unit, 'datamatrix', 'datamatrix', 'A-1001'],
    [
      'a unit with GTIN',
      { ...unit, gtin: '09506000134352' },
      'datamatrix',
      'gs1datamatrix',
      '(01)09506000134352(21)A-1001',
    ],
    [
      'a short GTIN is filled up',
      { ...unit, gtin: '9506000134352' },
      'code128',
      'gs1-128',
      '(01)09506000134352(21)A-1001',
    ],
    [
      'a serial too long for AI 21',
      { ...unit, serial: 'X'.repeat(21), gtin: '09506000134352' },
      'qrcode',
      'qrcode',
      'X'.repeat(21),
    ],
    [
      'a serial with characters that AI 21 has not',
      { ...unit, serial: 'Ä 1', gtin: '09506000134352' },
      'qrcode',
      'qrcode',
      'Ä 1',
    ],
    ['a location', { kind: 'location', code: 'A-01', name: 'Shelf' }, 'code128', 'code128', 'A-01'],
    ['a package', { kind: 'package', code: '395200170000067510' }, 'code128', 'code128', '395200170000067510'],
  ] as const)('%s', (_, thing, kind, encoder, text) => {
    expect(labelOf(thing as Thing, kind).symbol).toEqual({ encoder, text })
  })
  it('stands alone on its page, or 24 on a sheet', () => {
    const many = Array.from({ length: 25 }, (_, n) => n)
    expect(pagesOf(many, sizeOf('50x25'))).toHaveLength(25)
    expect(pagesOf(many, sizeOf('a4-3x8')).map((page) => page.length)).toEqual([24, 1])
    expect(pagesOf([], sizeOf('a4-3x8'))).toEqual([])
  })
})
