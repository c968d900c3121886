// What a scanner sent -> what it says. Pure; knows nothing of the ledger. See gs1.ts for element strings and Digital Links.
import { type Elements, FNC1, gtin14, isSscc, readBrackets, readDate, readElements, readLink } from './gs1'

export type Scanned = {
  /** As it was sent, without what only frames it (line end, blanks, symbology identifier). */
  text: string
  /** "]C1": which kind of symbol the scanner says that it was. */
  symbology?: string
  /** 14 digits. */
  gtin?: string
  serial?: string
  lot?: string
  /** Dates: YYYY-MM-DD. */
  expiry?: string
  made?: string
  sscc?: string
  gln?: string
  /** The symbol is one of GS1, and its text breaks a rule: it is nobody's serial, whatever it looks like. */
  faulty?: true
}

/** What frames a code besides blanks: NUL, STX, ETX. FNC1 is data. */
const FRAME = new Set(['\u0000', '\u0002', '\u0003', '\ufeff'])
const SYMBOLOGY = /^\][A-Za-z][0-9A-Za-z]/
const GS1_SYMBOLS = new Set([']C1', ']e0', ']e1', ']e2', ']d2', ']Q3', ']J1', ']z1', ']L6'])
const GTIN_SYMBOLS = /^\](E[0-4]|X0)$/

function fromElements(text: string, elements: Elements): Scanned {
  const of = (ai: string) => elements.find(([name]) => name === ai)?.[1]
  const scanned: Scanned = { text }
  const set = (key: Exclude<keyof Scanned, 'faulty'>, value: string | null | undefined) => {
    if (value) scanned[key] = value
  }
  set('gtin', of('01') ?? of('02'))
  set('serial', of('21'))
  set('lot', of('10'))
  set('expiry', readDate(of('17') ?? of('15') ?? ''))
  set('made', readDate(of('11') ?? of('13') ?? ''))
  set('sscc', of('00'))
  set('gln', ['414', '417', '410', '415', '411', '412', '413', '416'].map(of).find(Boolean))
  return scanned
}

/** Without a mark it must begin with a GTIN or SSCC and be right to its end. */
function unmarked(text: string): Elements | null {
  return /^(01\d{14}|00\d{18})/.test(text) ? readElements(text) : null
}

const isFrame = (sign: string | undefined) => sign !== undefined && (FRAME.has(sign) || /\s/.test(sign))

function trimmed(raw: string): string {
  let from = 0
  let to = raw.length
  while (from < to && isFrame(raw[from])) from++
  while (to > from && isFrame(raw[to - 1])) to--
  return raw.slice(from, to)
}

function withoutLeadingFnc1(text: string): string {
  let from = 0
  while (text[from] === FNC1) from++
  return text.slice(from)
}

/** Always an answer; a plain code has only `text`. */
export function readCode(raw: string): Scanned {
  const framed = trimmed(raw)
  const symbology = SYMBOLOGY.exec(framed)?.[0]
  const text = trimmed(symbology ? framed.slice(3) : framed)
  const mark = symbology ? { symbology } : {}
  const gs1 = GS1_SYMBOLS.has(symbology ?? '') || text.startsWith(FNC1)
  const marked = gs1 || text.includes(FNC1)
  const elements = readLink(text) ?? readBrackets(text) ?? (marked ? readElements(text) : unmarked(text))
  if (elements) return { ...fromElements(withoutLeadingFnc1(text), elements), ...mark }
  const gtin = GTIN_SYMBOLS.test(symbology ?? '') ? gtin14(text) : null
  if (gtin) return { text, gtin, ...mark }
  if (isSscc(text)) return { text, sscc: text, ...mark }
  return gs1 ? { text, faulty: true, ...mark } : { text: text.replaceAll(FNC1, ''), ...mark }
}

/** As the server reads it: with all that the symbol says. */
export function wholeCode({ symbology = '', text }: Scanned): string {
  return symbology + text
}

/** As people read it: "(01)04006381333931(21)A-7", the SSCC, or the plain text. */
export function plainCode(scanned: Scanned): string {
  if (scanned.gtin && scanned.serial) return `(01)${scanned.gtin}(21)${scanned.serial}`
  return scanned.sscc ?? scanned.gln ?? scanned.gtin ?? scanned.text
}
