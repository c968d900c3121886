// Tells a scanner that types (a "keyboard wedge") from a person that types, by speed. A pure state machine: keys and times in,
// scans out; it touches no document. Characters of a scan come faster than any hand, and a terminator or silence ends it.

export type WedgeOptions = {
  /** Sent by the scanner before and behind each code (as its set-up says); taken off. With a prefix a slow scanner is known, too. */
  prefix: string
  suffix: string
  /** A scan's mean time per character, at most. */
  meanGapMs: number
  /** Longer silence than this between the first characters: they do not belong together. */
  maxGapMs: number
  /** Once so much came fast that it is a scan, it may stumble for as long as this; silence that is longer ends it. */
  stumbleMs: number
  /** Fewer characters are no scan: behind Enter or Tab, and when nothing ends it. */
  minLength: number
  minLengthUnended: number
}

export const WEDGE_DEFAULTS: WedgeOptions = {
  prefix: '',
  suffix: '',
  meanGapMs: 35,
  maxGapMs: 80,
  stumbleMs: 250,
  minLength: 3,
  minLengthUnended: 5,
}

const SLOW_GAP_MS = 300 // behind a configured prefix
const SURE_KEYS = 3
const ORPHAN_MS = 200 // a terminator that comes this late still belongs to the scan that silence ended

export type WedgeKey = {
  /** As of KeyboardEvent: key is what the layout makes of it, code which key it is. */
  key: string
  code: string
  ctrl: boolean
  alt: boolean
  meta: boolean
  shift: boolean
  altGraph: boolean
  repeat: boolean
  composing: boolean
  /** Milliseconds, of the event. */
  time: number
  /** The focus is in a field that takes text. */
  field: boolean
}

export type WedgeVerdict = {
  /** Nobody else should see this key. */
  take: boolean
  /** A scan ended here. */
  scan?: string
  /** With its prefix and suffix, as typed; FNC1 included. */
  raw?: string
  /** The scan's characters went into the field that has the focus. */
  inField?: boolean
  /** A key that stood alone, so a person pressed it. */
  lone?: string
}

const PASS: WedgeVerdict = { take: false }
const FNC1 = '\u001d'
/** What a US keyboard would have typed, where the layout waits for a second key. */
const DEAD: Record<string, [plain: string, shifted: string]> = {
  Backquote: ['`', '~'],
  Quote: ["'", '"'],
  Digit6: ['6', '^'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Equal: ['=', '+'],
  Semicolon: [';', ':'],
}
const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'Fn'])

type Sign = { kind: 'text'; text: string } | { kind: 'end' } | { kind: 'modifier' } | { kind: 'other' }

function controlSign(event: WedgeKey): Sign {
  const key = event.key.toLowerCase()
  if (event.key === ']' || event.code === 'BracketRight' || event.key === FNC1) return { kind: 'text', text: FNC1 }
  if (key === 'm' || key === 'j' || key === 'i') return { kind: 'end' } // CR, LF, TAB as control keys
  return { kind: 'other' }
}

/** What a key means to a scanner's stream. */
function signOf(event: WedgeKey): Sign {
  const { key } = event
  if (MODIFIERS.has(key)) return { kind: 'modifier' }
  if (event.meta || event.repeat || event.composing || key === 'Process' || key === 'Unidentified')
    return { kind: 'other' }
  if (key === 'F8' || key === FNC1) return { kind: 'text', text: FNC1 }
  if (key === 'Enter' || key === 'Tab') return { kind: 'end' }
  if (event.ctrl && !event.alt && !event.altGraph) return controlSign(event)
  if (key === 'Dead') {
    const pair = DEAD[event.code]
    return pair ? { kind: 'text', text: pair[event.shift ? 1 : 0] } : { kind: 'other' }
  }
  if ((event.alt || event.ctrl) && !event.altGraph && !(event.alt && event.ctrl)) return { kind: 'other' }
  return [...key].length === 1 ? { kind: 'text', text: key } : { kind: 'other' }
}

/** Behind a dead key the layout gives one accented letter, or both: the letter alone was meant. */
function withoutAccent(text: string): string {
  const parts = text.normalize('NFD')
  return /^.[\u0300-\u036f]+$/u.test(parts) ? parts.slice(0, 1) : text
}

export class Wedge {
  private readonly options: WedgeOptions
  private text = ''
  private keys = 0
  private began = 0
  private last = Number.NEGATIVE_INFINITY
  private field = false
  private afterDead = false
  private altDigits = ''
  private endedAt = Number.NEGATIVE_INFINITY

  constructor(options: Partial<WedgeOptions> = {}) {
    this.options = { ...WEDGE_DEFAULTS, ...options }
  }

  /** Keys of what may become a scan. */
  get length(): number {
    return this.keys
  }

  /** How long silence must be before tick() can end a scan; null: nothing is under way. */
  get waitMs(): number | null {
    if (this.keys === 0) return null
    if (this.prefixed()) return SLOW_GAP_MS
    return this.keys >= SURE_KEYS && this.fast() ? this.options.stumbleMs : this.options.maxGapMs
  }

  reset() {
    this.text = ''
    this.keys = 0
    this.afterDead = false
  }

  keydown(event: WedgeKey): WedgeVerdict {
    if (event.alt && !event.altGraph && /^Numpad\d$/.test(event.code)) return this.altDigit(event)
    const sign = signOf(event)
    if (sign.kind === 'modifier') return PASS
    if (sign.kind === 'other') {
      this.reset()
      return PASS
    }
    return sign.kind === 'end' ? this.end(event) : this.add(sign.text, event)
  }

  /** Alt with digits of the number block is one character (Windows); it is there when Alt is let go. */
  keyup(event: WedgeKey): WedgeVerdict {
    if (event.key !== 'Alt' || this.altDigits === '') return PASS
    const number = Number(this.altDigits)
    this.altDigits = ''
    return number > 0 && number < 256 ? this.add(String.fromCharCode(number), event) : PASS
  }

  /** Silence since the last key. */
  tick(now: number): WedgeVerdict {
    const wait = this.waitMs
    if (wait === null || now - this.last < wait) return PASS
    const lone = this.keys === 1 && !this.field ? this.text : undefined
    const verdict = this.finish(this.options.minLengthUnended)
    if (verdict.scan !== undefined) this.endedAt = now
    return lone === undefined || verdict.scan !== undefined ? verdict : { take: false, lone }
  }

  private prefixed(): boolean {
    return this.options.prefix !== '' && this.text.startsWith(this.options.prefix)
  }

  private altDigit(event: WedgeKey): WedgeVerdict {
    this.altDigits += event.code.slice(-1)
    if (this.keys > 0) this.last = event.time // its digits take their time
    return { take: this.keys > 0 && !event.field }
  }

  private add(text: string, event: WedgeKey): WedgeVerdict {
    const gap = event.time - this.last
    const limit = this.waitMs ?? 0
    const together = this.keys > 0 && gap <= limit && event.field === this.field
    if (!together) {
      this.reset()
      this.began = event.time
      this.field = event.field
    }
    this.text += this.afterDead ? withoutAccent(text) : text
    this.afterDead = event.key === 'Dead'
    this.keys += 1
    this.last = event.time
    if (this.suffixReached()) {
      const verdict = this.finish(this.options.minLength)
      return verdict.scan === undefined ? PASS : { ...verdict, raw: verdict.raw?.slice(0, -text.length), take: true }
    }
    return { take: together && !event.field && (gap <= this.options.meanGapMs || this.prefixed()) }
  }

  private suffixReached(): boolean {
    const { suffix } = this.options
    return suffix !== '' && this.text.length > suffix.length && this.text.endsWith(suffix) && this.fast()
  }

  private fast(): boolean {
    if (this.prefixed()) return true
    return this.keys > 1 && (this.last - this.began) / (this.keys - 1) <= this.options.meanGapMs
  }

  /** Enter or Tab: of the scan, of a scan that silence has ended just before, or of a person. */
  private end(event: WedgeKey): WedgeVerdict {
    const late = event.time - this.last > (this.waitMs ?? 0)
    const orphan = this.keys === 0 && event.time - this.endedAt < ORPHAN_MS
    this.endedAt = Number.NEGATIVE_INFINITY
    if (orphan) return { take: true }
    if (late) {
      this.reset()
      return PASS
    }
    const verdict = this.finish(this.options.minLength)
    return verdict.scan === undefined ? PASS : { ...verdict, take: true }
  }

  private finish(atLeast: number): WedgeVerdict {
    const { prefix, suffix } = this.options
    const fast = this.fast()
    const inField = this.field
    const raw = this.text
    let text = raw
    this.reset()
    if (prefix !== '' && text.startsWith(prefix)) text = text.slice(prefix.length)
    if (suffix !== '' && text.endsWith(suffix)) text = text.slice(0, -suffix.length)
    if (!fast || [...text].length < atLeast) return PASS
    return { take: false, scan: text, raw, inField }
  }
}
