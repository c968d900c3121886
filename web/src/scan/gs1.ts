// GS1 element strings: application identifiers and how long their data is. Pure. Only what scanners of goods meet is known here; a
// string with anything else in it is no element string to us, and is looked up as it is.

export const FNC1 = '\u001d'

/** Number of the identifier and its data, in the order of the symbol. */
export type Elements = [ai: string, data: string][]

type Rule = { size: number; min: number; max: number; form: RegExp }
const DIGITS = /^\d*$/
const TEXT = /^[\x21-\x7e]*$/ // what GS1 allows (CSET 82) and a little more: scanners are believed
const fixed = (size: number, length: number): Rule => ({ size, min: length, max: length, form: DIGITS })
const text = (size: number, max: number): Rule => ({ size, min: 1, max, form: TEXT })
const digits = (size: number, max: number): Rule => ({ size, min: 1, max, form: DIGITS })

/** Beginnings of identifiers, the longest that fits first. size: digits of the identifier itself. */
const RULES: [string, Rule][] = [
  ['8003', { size: 4, min: 15, max: 30, form: TEXT }],
  ['8004', text(4, 30)],
  ['8005', fixed(4, 6)],
  ['8006', fixed(4, 18)],
  ['8008', { size: 4, min: 8, max: 12, form: DIGITS }],
  ['8010', text(4, 30)],
  ['8020', text(4, 25)],
  ['8200', text(4, 70)],
  ['7003', fixed(4, 10)],
  ['7240', text(4, 20)],
  ['235', text(3, 28)],
  ['240', text(3, 30)],
  ['241', text(3, 30)],
  ['242', digits(3, 6)],
  ['243', text(3, 20)],
  ['250', text(3, 30)],
  ['251', text(3, 30)],
  ['253', { size: 3, min: 13, max: 30, form: TEXT }],
  ['254', text(3, 20)],
  ['255', { size: 3, min: 13, max: 25, form: DIGITS }],
  ['400', text(3, 30)],
  ['401', text(3, 30)],
  ['402', fixed(3, 17)],
  ['403', text(3, 30)],
  ['420', text(3, 20)],
  ['421', { size: 3, min: 4, max: 12, form: TEXT }],
  ['422', fixed(3, 3)],
  ['41', fixed(3, 13)],
  ['31', fixed(4, 6)],
  ['32', fixed(4, 6)],
  ['33', fixed(4, 6)],
  ['34', fixed(4, 6)],
  ['35', fixed(4, 6)],
  ['36', fixed(4, 6)],
  ['39', digits(4, 18)],
  ['00', fixed(2, 18)],
  ['01', fixed(2, 14)],
  ['02', fixed(2, 14)],
  ['10', text(2, 20)],
  ['11', fixed(2, 6)],
  ['12', fixed(2, 6)],
  ['13', fixed(2, 6)],
  ['15', fixed(2, 6)],
  ['16', fixed(2, 6)],
  ['17', fixed(2, 6)],
  ['20', fixed(2, 2)],
  ['21', text(2, 20)],
  ['22', text(2, 20)],
  ['30', digits(2, 8)],
  ['37', digits(2, 8)],
  ['90', text(2, 30)],
  ['91', text(2, 90)],
  ['92', text(2, 90)],
  ['93', text(2, 90)],
  ['94', text(2, 90)],
  ['95', text(2, 90)],
  ['96', text(2, 90)],
  ['97', text(2, 90)],
  ['98', text(2, 90)],
  ['99', text(2, 90)],
]

function ruleOf(input: string): Rule | undefined {
  return RULES.find(([beginning]) => input.startsWith(beginning))?.[1]
}

const fits = (rule: Rule, data: string) => data.length >= rule.min && data.length <= rule.max && rule.form.test(data)

/** Digits with their GS1 check digit at the end. */
export function checkDigitFits(number: string): boolean {
  if (!/^\d{2,}$/.test(number)) return false
  let sum = 0
  for (let at = 0; at < number.length - 1; at++) {
    const weight = (number.length - at) % 2 === 0 ? 3 : 1
    sum += Number(number[at]) * weight
  }
  return (10 - (sum % 10)) % 10 === Number(number.at(-1))
}

/** The 14-digit form of a GTIN-8, -12, -13 or -14; null when it is none. */
export function gtin14(number: string): string | null {
  if (![8, 12, 13, 14].includes(number.length) || !checkDigitFits(number)) return null
  return number.padStart(14, '0')
}

export const isSscc = (number: string) => number.length === 18 && checkDigitFits(number)

const CHECKED = new Set(['00', '01', '02', '414', '410', '411', '412', '413', '415', '416', '417'])
const DATES = new Set(['11', '12', '13', '15', '16', '17'])

/** Keys must have their check digit right, and dates be days: a string that is cut or shifted has not. */
function keysFit(elements: Elements): boolean {
  return elements.every(([ai, data]) =>
    CHECKED.has(ai) ? checkDigitFits(data) : !DATES.has(ai) || readDate(data) !== null,
  )
}

/** "0104006381333931" + "21A-7" FNC1 "10L1", a leading FNC1 allowed. null: it is no element string. */
export function readElements(input: string): Elements | null {
  const found: Elements = []
  let rest = input
  while (rest.startsWith(FNC1)) rest = rest.slice(1)
  while (rest !== '') {
    const rule = ruleOf(rest)
    if (!rule) return null
    const body = rest.slice(rule.size)
    const stop = body.indexOf(FNC1)
    const length = rule.min === rule.max ? rule.max : stop < 0 ? body.length : stop
    const data = body.slice(0, length)
    if (!fits(rule, data)) return null
    found.push([rest.slice(0, rule.size), data])
    rest = body.slice(length)
    while (rest.startsWith(FNC1)) rest = rest.slice(1)
  }
  return found.length > 0 && keysFit(found) ? found : null
}

/** "(01)04006381333931(21)A-7", as printed below symbols. A bracket inside the data is data unless a known identifier follows. */
export function readBrackets(input: string): Elements | null {
  if (!/^\(\d{2,4}\)/.test(input)) return null
  const found: Elements = []
  for (const part of input.split(/(?=\(\d{2,4}\))/)) {
    const match = /^\((\d{2,4})\)(.*)$/s.exec(part)
    const ai = match?.[1] ?? ''
    const data = match?.[2] ?? ''
    const rule = ruleOf(ai.padEnd(4, '0'))
    const last = found.at(-1)
    if (rule && rule.size === ai.length && fits(rule, data)) found.push([ai, data])
    else if (last) last[1] += part
    else return null
  }
  return found.every(([ai, data]) => {
    const rule = ruleOf(ai.padEnd(4, '0'))
    return rule !== undefined && fits(rule, data)
  }) && keysFit(found)
    ? found
    : null
}

const LINK_NAMES: Record<string, string> = { gtin: '01', lot: '10', ser: '21', sscc: '00', gln: '414', exp: '17' }

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** A GS1 Digital Link: https://any.host/some/path/01/04006381333931/21/A-7?17=281231 */
export function readLink(input: string): Elements | null {
  const match = /^https?:\/\/[^/?#]+(\/[^?#]*)(?:\?([^#]*))?/i.exec(input)
  if (!match) return null
  const parts = (match[1] ?? '').split('/').filter((part) => part !== '')
  const name = (part: string | undefined) => LINK_NAMES[part ?? ''] ?? part ?? ''
  const start = parts.findIndex((part, at) => ['00', '01', '414', '8004'].includes(name(part)) && at + 1 < parts.length)
  if (start < 0 || (parts.length - start) % 2 !== 0) return null
  const found: Elements = []
  for (let at = start; at < parts.length; at += 2) found.push([name(parts[at]), decoded(parts[at + 1] ?? '')])
  for (const [key, value] of new URLSearchParams(match[2] ?? '')) {
    const ai = name(key)
    if (/^\d{2,4}$/.test(ai) && ruleOf(ai.padEnd(4, '0'))) found.push([ai, value])
  }
  const first = found[0]
  if (first?.[0] === '01') first[1] = gtin14(first[1]) ?? ''
  return found.every(([ai, data]) => {
    const rule = /^\d{2,4}$/.test(ai) ? ruleOf(ai.padEnd(4, '0')) : undefined
    return rule !== undefined && fits(rule, data)
  }) && keysFit(found)
    ? found
    : null
}

/** YYMMDD -> 2028-12-31. Day 00 is the last of the month; the century is the nearest one (General Specifications 7.12). */
export function readDate(digitsOfDate: string, thisYear = new Date().getFullYear()): string | null {
  const match = /^(\d\d)(\d\d)(\d\d)$/.exec(digitsOfDate)
  if (!match) return null
  const month = Number(match[2])
  const short = Number(match[1]) - (thisYear % 100)
  const century = Math.trunc(thisYear / 100) + (short >= 51 ? -1 : short <= -50 ? 1 : 0)
  const year = century * 100 + Number(match[1])
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const day = Number(match[3]) || days
  if (month < 1 || month > 12 || day > days) return null
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
