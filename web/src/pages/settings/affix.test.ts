import { describe, expect, it } from 'vitest'
import { meant, shown, signOf, unframed } from './affix'

describe('control characters', () => {
  it.each([
    ['', ''],
    [']C1', ']C1'],
    ['\u001dA', '<GS>A'],
    ['\u0002x\r\n', '<STX>x<CR><LF>'],
  ])('%j is shown as %s, and back', (text, seen) => {
    expect(shown(text)).toBe(seen)
    expect(meant(seen)).toBe(text)
  })
  it('are meant in any case, and what is no name stays', () => {
    expect(meant('<gs><b>')).toBe('\u001d<b>')
  })
})

describe('a code without its frame', () => {
  it.each([
    ['~A1#', '~', '#', 'A1'],
    ['A1', '~', '#', 'A1'],
    ['A1', '', '', 'A1'],
    [']C1010401', ']C1', '', '010401'],
  ])('%s', (raw, prefix, suffix, code) => {
    expect(unframed(raw, prefix, suffix)).toBe(code)
  })
})

describe('keys of a scanner', () => {
  it.each([
    [{ key: 'A', ctrlKey: false }, 'A'],
    [{ key: 'Enter', ctrlKey: false }, null],
    [{ key: 'Tab', ctrlKey: false }, null],
    [{ key: ']', ctrlKey: true }, '\u001d'],
    [{ key: 'Shift', ctrlKey: false }, undefined],
    [{ key: 'c', ctrlKey: true }, undefined],
  ])('%j', (key, sign) => {
    expect(signOf(key)).toBe(sign)
  })
})
