// A pasted list of codes -> the codes: lines, commas, semicolons and tabs between them, and ranges:
//   100-150, SN0098..SN0103 (both ends included), 100+20 (twenty from 100 on). Pure. The rules are those of src/domain/serial_range.h;
// both are tested with tests/fixtures/ranges.json.

export const LIST_MAX = 100_000

export type PastedList = {
  /** In their order, each once. */
  codes: string[]
  /** Codes that stood more than once, each once. */
  repeated: string[]
  /** There were more than LIST_MAX: those behind are left out. */
  over: boolean
  /** Pieces that look like a range and cannot be one: "SN1..SX3". They are left out. */
  unclear: string[]
}

type Counted = { head: string; digits: string }

/** "SN0098" -> SN and 0098. */
function counted(code: string): Counted | null {
  const match = /^(.*?)(\d{1,15})$/s.exec(code)
  return match ? { head: match[1] ?? '', digits: match[2] ?? '' } : null
}

function* count(from: Counted, amount: number): Generator<string> {
  const first = Number(from.digits)
  for (let at = 0; at < amount; at++) yield from.head + String(first + at).padStart(from.digits.length, '0')
}

/** Why a piece that looks like a range is none. The server has the same rules (src/domain/serial_range.h). */
export type RangeRefusal = 'prefixes' | 'falls' | 'widths' | 'too_many'
type Range = { from: Counted; amount: number }
type Verdict = Range | { refused: RangeRefusal }

const within = (range: Range): Verdict => (range.amount > LIST_MAX ? { ...range, refused: 'too_many' } : range)

/** Equal heads, rising, and equal width or no zeros in front. */
function between(from: Counted, to: Counted): Verdict {
  const rising = Number(to.digits) - Number(from.digits)
  if (from.head !== to.head) return { refused: 'prefixes' }
  if (rising < 0) return { refused: 'falls' }
  const grows = !/^0\d/.test(from.digits) && !to.digits.startsWith('0') && from.digits.length < to.digits.length
  return from.digits.length === to.digits.length || grows ? within({ from, amount: rising + 1 }) : { refused: 'widths' }
}

/** "SN0098..103": the end may leave out what is the same. */
function dotted(first: string, last: string): Verdict {
  const from = counted(first)
  const to = counted(last)
  if (!from || !to) return { refused: 'prefixes' }
  const short = to.head === '' && last.length <= from.digits.length
  return between(
    from,
    short ? { head: from.head, digits: from.digits.slice(0, from.digits.length - last.length) + last } : to,
  )
}

/** Null: it is no range but a code, as it is. */
function rangeOf(part: string): Verdict | null {
  const dots = /^(.+?)\s*\.\.\.?\s*(.*)$/s.exec(part)
  if (dots) return dotted(dots[1] ?? '', dots[2] ?? '')
  const dash = /^(\d{1,15})\s*[-–]\s*(\d{1,15})$/.exec(part)
  const plus = /^(.*\d)\s*\+\s*(\d{1,6})$/s.exec(part)
  const from = counted((dash ?? plus)?.[1] ?? '')
  if (!from) return null
  if (plus) return Number(plus[2]) > 0 ? within({ from, amount: Number(plus[2]) }) : null
  const verdict = between(from, { head: '', digits: dash?.[2] ?? '' })
  // Digits with a dash that are no range are a code with a dash in it.
  return 'from' in verdict ? verdict : null
}

/** What one piece stands for: codes, or why it cannot be right. */
export function readPiece(part: string): { codes: string[] } | { refused: RangeRefusal } {
  const range = rangeOf(part)
  if (!range) return { codes: [part] }
  return 'refused' in range ? { refused: range.refused } : { codes: [...count(range.from, range.amount)] }
}

function* codesOf(text: string, unclear: string[]): Generator<string> {
  for (const piece of text.split(/[\r\n,;\t]+/)) {
    const part = piece.trim().replace(/^"(.*)"$/s, '$1')
    if (part === '') continue
    const range = rangeOf(part)
    if (!range) yield part
    else if ('from' in range) yield* count(range.from, range.amount)
    else unclear.push(part)
  }
}

export function readList(text: string): PastedList {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  const unclear: string[] = []
  for (const code of codesOf(text, unclear)) {
    if (seen.has(code)) {
      repeated.add(code)
      if (repeated.size > LIST_MAX) break
      continue
    }
    if (seen.size === LIST_MAX) return { codes: [...seen], repeated: [...repeated], over: true, unclear }
    seen.add(code)
  }
  return { codes: [...seen], repeated: [...repeated], over: false, unclear }
}
