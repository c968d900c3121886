import { describe, expect, it } from 'vitest'
import shared from '../../../tests/fixtures/ranges.json'
import { LIST_MAX, readList, readPiece } from './ranges'

const rows: [string, string, string[]][] = [
  ['lines', 'A-1\nA-2\r\nA-3\n', ['A-1', 'A-2', 'A-3']],
  ['commas, semicolons and tabs', 'A-1, A-2;A-3\tA-4', ['A-1', 'A-2', 'A-3', 'A-4']],
  ['empty lines and blanks', '\n  A-1  \n\n\n', ['A-1']],
  ['quoted cells', '"A-1"\n"A-2"', ['A-1', 'A-2']],
  ['a range of numbers', '100-103', ['100', '101', '102', '103']],
  ['a range with blanks', '100 - 102', ['100', '101', '102']],
  ['a range over a power of ten', '98-101', ['98', '99', '100', '101']],
  ['a range that keeps its zeros', '0098-0101', ['0098', '0099', '0100', '0101']],
  ['a number and how many', '100+3', ['100', '101', '102']],
  ['a serial and how many', 'SN0098+3', ['SN0098', 'SN0099', 'SN0100']],
  ['two serials', 'SN0098..SN0101', ['SN0098', 'SN0099', 'SN0100', 'SN0101']],
  ['two serials, the end cut short', 'SN0098..101', ['SN0098', 'SN0099', 'SN0100', 'SN0101']],
  ['a serial with a dash is no range', 'A-100', ['A-100']],
  ['digits with a dash that fall are no range', '2024-17', ['2024-17']],
  ['widths that do not fit are no range', '007-8', ['007-8']],
  ['heads that differ are left out', 'SN1..SX3\nA-1', ['A-1']],
  ['a range of one', '7-7', ['7']],
  ['plus nothing is a code', '7+0', ['7+0']],
  ['a plus without a number before it is a code', 'AB+20', ['AB+20']],
  ['zeros in front stay', '007', ['007']],
]

describe('readList', () => {
  it.each(rows)('%s', (_, text, codes) => {
    expect(readList(text).codes).toEqual(codes)
  })
  it('names what cannot be a range', () => {
    expect(readList('SN1..SX3, SN9..SN1; 7').unclear).toEqual(['SN1..SX3', 'SN9..SN1'])
  })
  it('tells what stands twice', () => {
    expect(readList('A\nB\nA\nA\n1-3\n2')).toEqual({
      codes: ['A', 'B', '1', '2', '3'],
      repeated: ['A', '2'],
      over: false,
      unclear: [],
    })
  })
  it('stops at a hundred thousand', () => {
    const list = readList('1-200000')
    expect(list.codes).toHaveLength(LIST_MAX)
    expect(list.over).toBe(true)
    expect(readList('1-100000').over).toBe(false)
  })
  it('does not count to the end of the world', () => {
    expect(readList('1-999999999999999').over).toBe(true)
    expect(readList('1-3\n1-999999999999999').over).toBe(true)
  })
})

describe('readPiece: the table that the server shares', () => {
  it.each(shared)('$piece', ({ piece, codes, refused }) => {
    expect(readPiece(piece)).toEqual(codes ? { codes } : { refused })
  })
})
