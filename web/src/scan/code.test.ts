import { describe, expect, it } from 'vitest'
import shared from '../../../tests/fixtures/scan-codes.json'
import { plainCode, readCode, type Scanned, wholeCode } from './code'
import { checkDigitFits, gtin14, readDate } from './gs1'

const GTIN = '04006381333931'
const rows: [string, string, Partial<Scanned>][] = [
  ['a plain serial', 'CAM-00001', {}],
  ['a plain serial with CR LF', 'CAM-00001\r\n', { text: 'CAM-00001' }],
  ['a plain serial between TABs and blanks', '\t CAM-00001 \t', { text: 'CAM-00001' }],
  ['a blank inside belongs to it', 'CAM 1', { text: 'CAM 1' }],
  ['Code 128 with identifier', ']C0ABC-1', { text: 'ABC-1', symbology: ']C0' }],
  ['Code 39', ']A0ABC-1', { text: 'ABC-1', symbology: ']A0' }],
  ['EAN-13 with identifier', ']E04006381333931', { text: '4006381333931', gtin: GTIN, symbology: ']E0' }],
  ['EAN-8 with identifier', ']E496385074', { text: '96385074', gtin: '00000096385074', symbology: ']E4' }],
  ['EAN-13 without identifier is plain digits', '4006381333931', { text: '4006381333931' }],
  ['GS1-128', `]C101${GTIN}21A-7`, { gtin: GTIN, serial: 'A-7', symbology: ']C1' }],
  [
    'GS1 DataMatrix',
    `]d201${GTIN}21A-7\u001d10L1\u001d17281231`,
    { gtin: GTIN, serial: 'A-7', lot: 'L1', expiry: '2028-12-31' },
  ],
  ['GS1 QR', `]Q301${GTIN}10L1\u001d21A-7`, { gtin: GTIN, serial: 'A-7', lot: 'L1' }],
  ['DataBar', `]e001${GTIN}`, { gtin: GTIN }],
  ['FNC1 first', `\u001d01${GTIN}21A-7`, { gtin: GTIN, serial: 'A-7' }],
  ['FNC1 first and doubled', `]d2\u001d01${GTIN}21A-7\u001d\u001d10L1`, { serial: 'A-7', lot: 'L1' }],
  ['FNC1 behind a fixed length', `]d201${GTIN}\u001d17281200\u001d21A-7`, { expiry: '2028-12-31', serial: 'A-7' }],
  ['FNC1 at the end', `]d201${GTIN}21A-7\u001d`, { serial: 'A-7' }],
  ['nothing marks it, but it is one', `01${GTIN}21A-7`, { gtin: GTIN, serial: 'A-7' }],
  [
    'dates: made and best before',
    `]d201${GTIN}11260131152701312112`,
    { made: '2026-01-31', expiry: '2027-01-31', serial: '12' },
  ],
  ['a GS1 symbol with a wrong check digit', ']d20104006381333932', { text: '0104006381333932', faulty: true }],
  ['FNC1 first, and no element', '\u001dHELLO', { text: '\u001dHELLO', faulty: true }],
  ['FNC1 inside text of another standard', '[)>\u001e06\u001dSABC', { text: '[)>\u001e06SABC' }],
  ['brackets', `(01)${GTIN}(21)A-7`, { gtin: GTIN, serial: 'A-7' }],
  ['brackets with a bracket in the serial', `(01)${GTIN}(21)A(7)`, { gtin: GTIN, serial: 'A(7)' }],
  [
    'brackets with lot and expiry',
    `(01)${GTIN}(17)281231(10)L-1(21)9`,
    { serial: '9', lot: 'L-1', expiry: '2028-12-31' },
  ],
  ['SSCC in brackets', '(00)395200170000067510', { sscc: '395200170000067510' }],
  ['SSCC of GS1-128', ']C100395200170000067510', { sscc: '395200170000067510' }],
  ['SSCC, nothing marks it', '00395200170000067510', { sscc: '395200170000067510' }],
  ['SSCC without its identifier', '395200170000067510', { sscc: '395200170000067510' }],
  ['Digital Link', `https://id.gs1.org/01/${GTIN}/21/A-7`, { gtin: GTIN, serial: 'A-7' }],
  ['Digital Link, own host and path', `http://serno.local/u/01/${GTIN}/21/A%2F7`, { gtin: GTIN, serial: 'A/7' }],
  ['Digital Link, short GTIN', 'https://id.gs1.org/01/4006381333931/21/7', { gtin: GTIN, serial: '7' }],
  [
    'Digital Link with lot and expiry',
    `https://x.example/01/${GTIN}/10/L1/21/7?17=281231&linkType=all`,
    { lot: 'L1', serial: '7', expiry: '2028-12-31' },
  ],
  ['Digital Link of an SSCC', 'https://id.gs1.org/00/395200170000067510', { sscc: '395200170000067510' }],
  ['QR with identifier and Digital Link', `]Q1https://id.gs1.org/01/${GTIN}/21/7`, { serial: '7', symbology: ']Q1' }],
]

describe('readCode', () => {
  it.each(rows)('%s', (_, raw, expected) => {
    expect(readCode(raw)).toMatchObject(expected)
  })
  const plain: [string, string][] = [
    ['any link', 'https://example.org/manual/17'],
    ['a link with a GTIN whose check digit is wrong', 'https://id.gs1.org/01/4006381333932/21/7'],
    ['digits that begin as a GTIN does', '0104006381333932211'],
    ['brackets that are none of GS1', '(A)12'],
    ['nothing', ''],
    ['18 digits with a wrong check digit', '395200170000067511'],
  ]
  it.each(plain)('%s is plain', (_, raw) => {
    expect(readCode(raw)).toEqual({ text: raw })
  })
  it('leaves out FNC1 where the rest is no element string', () => {
    expect(readCode('AB\u001dC').text).toBe('ABC')
  })
  it('never fails, whatever comes', () => {
    let seed = 7
    const next = () => (seed = (seed * 1103515245 + 12345) % 2147483648)
    for (let round = 0; round < 3000; round++) {
      const length = next() % 60
      const raw = Array.from({ length }, () =>
        String.fromCharCode(next() % 3 ? 48 + (next() % 10) : next() % 127),
      ).join('')
      expect(typeof readCode(raw).text).toBe('string')
    }
  })
})

/** What the server calls it (tests/api/test_scan.py reads the same rows). */
function asServer({ gtin, serial, lot, expiry, made, sscc, gln }: Scanned) {
  const all = { gtin, serial, lot, expiry, production_date: made, sscc, gln }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

describe('the browser reads what the server reads', () => {
  const table: { name: string; code: string; fields: object; browser?: object }[] = shared.rows
  it.each(table)('$name', ({ code, fields, browser }) => {
    expect(asServer(readCode(code))).toEqual(browser ?? fields)
  })
})

describe('wholeCode', () => {
  it.each([`]d201${GTIN}21A-7\u001d10L1`, `(01)${GTIN}(10)L1(21)A-7`, 'CAM-1'])('%s', (code) => {
    expect(wholeCode(readCode(`${code}\r\n`))).toBe(code)
  })
})

describe('plainCode', () => {
  it.each([
    [`]d201${GTIN}21A-7\u001d10L1`, `(01)${GTIN}(21)A-7`],
    ['(00)395200170000067510', '395200170000067510'],
    [']E04006381333931', GTIN],
    ['CAM-1', 'CAM-1'],
  ])('%s', (raw, expected) => {
    expect(plainCode(readCode(raw))).toBe(expected)
  })
})

describe('numbers and dates', () => {
  it('checks digits', () => {
    expect(checkDigitFits('4006381333931')).toBe(true)
    expect(checkDigitFits('4006381333930')).toBe(false)
    expect(gtin14('4006381333931')).toBe(GTIN)
    expect(gtin14('123')).toBeNull()
  })
  it.each([
    ['281231', '2028-12-31'],
    ['280200', '2028-02-29'],
    ['990101', '1999-01-01'],
    ['281301', null],
    ['280230', null],
    ['', null],
  ])('reads %s', (digits, expected) => {
    expect(readDate(digits, 2026)).toBe(expected)
  })
})
