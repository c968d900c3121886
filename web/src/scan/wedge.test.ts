import { describe, expect, it } from 'vitest'
import { Wedge, type WedgeKey, type WedgeOptions } from './wedge'

const US: Record<string, string> = { ']': 'BracketRight', ' ': 'Space', '/': 'Slash' }

/** A keyboard on a desk: a clock, and somebody or something that types. */
class Desk {
  now = 1000
  field = false
  readonly scans: string[] = []
  readonly lone: string[] = []
  readonly passed: string[] = []
  readonly wedge: Wedge
  constructor(options: Partial<WedgeOptions> = {}) {
    this.wedge = new Wedge(options)
  }
  key(key: string, gap = 5, more: Partial<WedgeKey> = {}) {
    this.silence(gap)
    const event = this.event(key, more)
    const verdict = this.wedge.keydown(event)
    if (!verdict.take) this.passed.push(key)
    this.note(verdict)
  }
  up(key: string, gap = 5) {
    this.silence(gap)
    this.note(this.wedge.keyup(this.event(key, {})))
  }
  type(text: string, gap = 5) {
    for (const key of text) this.key(key, gap)
  }
  scan(text: string, gap = 5) {
    this.type(text, gap)
    this.key('Enter', gap)
  }
  /** Time goes on as in a browser: a timer ends what silence ends. */
  silence(ms: number) {
    const wait = this.wedge.waitMs
    if (wait !== null && ms > wait) this.note(this.wedge.tick(this.now + wait))
    this.now += ms
  }
  private note(verdict: ReturnType<Wedge['keydown']>) {
    if (verdict.scan !== undefined) this.scans.push(verdict.scan)
    if (verdict.lone !== undefined) this.lone.push(verdict.lone)
  }
  private event(key: string, more: Partial<WedgeKey>): WedgeKey {
    const code = US[key] ?? (/^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key)
    const none = {
      ctrl: false,
      alt: false,
      meta: false,
      shift: false,
      altGraph: false,
      repeat: false,
      composing: false,
    }
    return { ...none, key, code, time: this.now, field: this.field, ...more }
  }
}

const GS = '\u001d'

describe('a scanner', () => {
  it.each(Array.from({ length: 76 }, (_, at) => at + 5))('of %i characters', (length) => {
    const desk = new Desk()
    const code = Array.from({ length }, (_, at) => 'A1-b/7 x'[at % 8] ?? 'A').join('')
    for (const gap of [0, 1, 8, 20, 34]) desk.scan(code, gap)
    expect(desk.scans).toEqual(Array(5).fill(code))
  })
  it.each(['Enter', 'Tab'])('that ends with %s', (end) => {
    const desk = new Desk()
    desk.type('CAM-1')
    desk.key(end)
    expect(desk.scans).toEqual(['CAM-1'])
    expect(desk.passed).toEqual(['C'])
  })
  it('that ends with nothing', () => {
    const desk = new Desk()
    desk.type('CAM-00001')
    desk.silence(300)
    expect(desk.scans).toEqual(['CAM-00001'])
  })
  it('whose Enter is late: once, and Enter presses no button', () => {
    const desk = new Desk()
    desk.type('CAM-00001')
    desk.key('Enter', 400)
    expect(desk.scans).toEqual(['CAM-00001'])
    expect(desk.passed).toEqual(['C'])
  })
  it('that scans twice without a pause', () => {
    const desk = new Desk()
    desk.scan('CAM-1', 2)
    desk.scan('CAM-2', 2)
    expect(desk.scans).toEqual(['CAM-1', 'CAM-2'])
  })
  it('with a hiccup inside', () => {
    const desk = new Desk()
    desk.type('CAM-0', 5)
    desk.key('0', 160)
    desk.scan('001', 5)
    expect(desk.scans).toEqual(['CAM-00001'])
  })
  it('with both ends configured', () => {
    const desk = new Desk({ prefix: '~', suffix: '#' })
    desk.type('~CAM-1#', 5)
    desk.type('~CAM-2#', 5)
    expect(desk.scans).toEqual(['CAM-1', 'CAM-2'])
  })
  it('that is slow but has a prefix', () => {
    const desk = new Desk({ prefix: '~' })
    desk.scan('~CAM-1', 120)
    expect(desk.scans).toEqual(['CAM-1'])
  })
  it('without the prefix, beside others that have it', () => {
    const desk = new Desk({ prefix: '~' })
    desk.scan('CAM-1')
    expect(desk.scans).toEqual(['CAM-1'])
  })
  it('of three characters, with Enter only', () => {
    const desk = new Desk()
    desk.scan('A-1')
    desk.type('A-2')
    desk.silence(500)
    desk.scan('A1')
    expect(desk.scans).toEqual(['A-1'])
  })
  it('with Shift between the characters', () => {
    const desk = new Desk()
    for (const key of ['Shift', 'C', 'Shift', 'A', 'm', '-', '1']) desk.key(key, 3, { shift: key !== 'm' })
    desk.key('Enter')
    expect(desk.scans).toEqual(['CAm-1'])
  })
})

describe('FNC1', () => {
  const send: [string, (desk: Desk) => void][] = [
    ['as Ctrl+]', (desk) => desk.key(']', 4, { ctrl: true })],
    ['as Ctrl and the key of ] on another layout', (desk) => desk.key('+', 4, { ctrl: true, code: 'BracketRight' })],
    ['as F8', (desk) => desk.key('F8', 4)],
    ['as itself', (desk) => desk.key(GS, 4)],
    [
      'as Alt+0029',
      (desk) => {
        desk.key('Alt', 4, { alt: true })
        for (const digit of '0029') desk.key(digit, 12, { alt: true, code: `Numpad${digit}` })
        desk.up('Alt')
      },
    ],
  ]
  it.each(send)('%s', (_, fnc1) => {
    const desk = new Desk()
    fnc1(desk)
    desk.type('21A-7', 4)
    fnc1(desk)
    desk.type('10L1', 4)
    desk.key('Enter')
    expect(desk.scans).toEqual([`${GS}21A-7${GS}10L1`])
  })
  it('does not stop the shortcuts of a person', () => {
    const desk = new Desk()
    desk.key('k', 400, { ctrl: true })
    desk.key('c', 400, { ctrl: true })
    expect(desk.passed).toEqual(['k', 'c'])
    expect(desk.scans).toEqual([])
  })
})

describe('a person', () => {
  it.each([90, 140, 300])('who types with %i ms a key loses nothing', (gap) => {
    const desk = new Desk()
    desk.field = true
    desk.type('where is it', gap)
    desk.key('Enter', gap)
    expect(desk.passed.join('')).toBe('where is itEnter')
    desk.silence(1000)
    expect(desk.scans).toEqual([])
  })
  it('who rolls over keys is no scanner', () => {
    const desk = new Desk()
    for (const gap of [140, 20, 130, 15, 160, 60]) desk.key('e', gap)
    desk.key('Enter', 70)
    expect(desk.scans).toEqual([])
  })
  it('who holds a key down is no scanner', () => {
    const desk = new Desk()
    desk.key('a', 400)
    for (let at = 0; at < 30; at++) desk.key('a', 30, { repeat: true })
    desk.key('Enter', 30)
    expect(desk.scans).toEqual([])
    expect(desk.passed).toHaveLength(32)
  })
  it('who writes with an input method is no scanner', () => {
    const desk = new Desk()
    for (let at = 0; at < 8; at++) desk.key('Process', 10, { composing: true })
    desk.key('Enter', 10, { composing: true })
    expect(desk.scans).toEqual([])
  })
  it('who presses one key is told apart', () => {
    const desk = new Desk()
    desk.key('4', 500)
    desk.silence(300)
    desk.key('Enter', 10)
    expect(desk.lone).toEqual(['4'])
    expect(desk.passed).toEqual(['4', 'Enter'])
  })
})

describe('both at once', () => {
  it('typing before and behind a scan stays typing', () => {
    const desk = new Desk()
    desk.field = true
    desk.type('abc', 120)
    desk.silence(200)
    desk.scan('CAM-1')
    desk.type('def', 120)
    desk.key('Enter', 200)
    expect(desk.scans).toEqual(['CAM-1'])
    expect(desk.passed.join('')).toBe('abcCAM-1defEnter')
  })
  it('the focus changes in the middle: the rest is no scan of its own', () => {
    const desk = new Desk()
    desk.type('CAM')
    desk.field = true
    desk.type('-1')
    desk.key('Enter')
    expect(desk.scans).toEqual([])
  })
})

describe('layouts', () => {
  it('a dead key before a letter', () => {
    const desk = new Desk()
    desk.type('A1')
    desk.key('Dead', 4, { code: 'Backquote' })
    desk.key('à', 4, { code: 'KeyA' })
    desk.scan('77')
    expect(desk.scans).toEqual(['A1`a77'])
  })
  it('a dead key before a digit', () => {
    const desk = new Desk()
    desk.type('A1')
    desk.key('Dead', 4, { code: 'Digit6', shift: true })
    desk.scan('277')
    expect(desk.scans).toEqual(['A1^277'])
  })
  it('letters with accents stay when no dead key was pressed', () => {
    const desk = new Desk()
    desk.scan('KÖLN-1')
    expect(desk.scans).toEqual(['KÖLN-1'])
  })
  it('characters that need AltGr', () => {
    const desk = new Desk()
    desk.type('A')
    desk.key('@', 4, { altGraph: true, ctrl: true, alt: true, code: 'KeyQ' })
    desk.scan('B1')
    expect(desk.scans).toEqual(['A@B1'])
  })
})
