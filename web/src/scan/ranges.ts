// A pasted list of codes -> the codes: lines, commas, semicolons and tabs between them, and ranges:
//   100-150, SN0098..SN0103 (both ends included), 100+20 (twenty from 100 on). Pure.

export const LIST_MAX = 100_000

export type PastedList = {
  /** In their order, each once. */
  codes: string[]
  /** Codes that stood more than once, each once. */
  repeated: string[]
  /** There were more than LIST_MAX: those behind are left out. */
  over: boolean
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

/** Equal heads, rising, and equal width or no zeros in front: else it is no range but a code with such a character in it. */
function amountBetween(from: Counted, to: Counted): number | null {
  const rising = Number(to.digits) - Number(from.digits)
  const width = from.digits.length === to.digits.length || !/^0\d/.test(from.digits + to.digits[0])
  const sane = !to.digits.startsWith('0') || from.digits.length === to.digits.length
  return from.head === to.head && rising >= 0 && width && sane ? rising + 1 : null
}

function rangeOf(part: string): { from: Counted; amount: number } | null {
  const dots = /^(.+?)\s*\.\.\.?\s*(.+)$/s.exec(part)
  const dash = /^(\d{1,15})\s*[-–]\s*(\d{1,15})$/.exec(part)
  const plus = /^(.*\d)\s*\+\s*(\d{1,6})$/s.exec(part)
  const from = counted((dots ?? dash ?? plus)?.[1]?.trim() ?? '')
  if (!from) return null
  if (plus && !dots && !dash) return Number(plus[2]) > 0 ? { from, amount: Number(plus[2]) } : null
  const second = (dots ?? dash)?.[2]?.trim() ?? ''
  // "SN0098..103": the end may leave out what is the same.
  const short = dots && /^\d+$/.test(second) && second.length <= from.digits.length
  const to = short
    ? { head: from.head, digits: from.digits.slice(0, from.digits.length - second.length) + second }
    : counted(second)
  const amount = to ? amountBetween(from, to) : null
  return amount === null ? null : { from, amount }
}

function* codesOf(text: string): Generator<string> {
  for (const piece of text.split(/[\r\n,;\t]+/)) {
    const part = piece.trim().replace(/^"(.*)"$/s, '$1')
    if (part === '') continue
    const range = rangeOf(part)
    if (range) yield* count(range.from, range.amount)
    else yield part
  }
}

export function readList(text: string): PastedList {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const code of codesOf(text)) {
    if (seen.has(code)) {
      repeated.add(code)
      if (repeated.size > LIST_MAX) break
      continue
    }
    if (seen.size === LIST_MAX) return { codes: [...seen], repeated: [...repeated], over: true }
    seen.add(code)
  }
  return { codes: [...seen], repeated: [...repeated], over: false }
}
