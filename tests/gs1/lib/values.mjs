// Good values for every Application Identifier of spec/gs1.json, made independently of src/gs1/.
import { readFileSync } from 'node:fs'

export const spec = JSON.parse(readFileSync(new URL('../../../spec/gs1.json', import.meta.url), 'utf8'))
const codes = Object.fromEntries(Object.entries(spec.codes).map(([name, text]) => [name, text.split(' ')]))

export const DIGITS = '0123456789'
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const SMALL = CAPITALS.toLowerCase()
export const SETS = {
  N: DIGITS,
  X: `!"%&'()*+,-./${DIGITS}:;<=>?${CAPITALS}_${SMALL}`,
  Y: `#-/${DIGITS}${CAPITALS}`,
  Z: `${CAPITALS}${SMALL}${DIGITS}-_`,
}
const CHECK_SET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83]

/** Every AI by its number: { number, row }. */
export const identifiers = spec.identifiers.flatMap((row) => {
  const [first, last = first] = row.ai.split('-')
  return Array.from({ length: last - first + 1 }, (_, i) => ({
    number: String(+first + i).padStart(first.length, '0'),
    row,
  }))
})
export const byNumber = new Map(identifiers.map((ai) => [ai.number, ai]))

const two = (n) => String(n).padStart(2, '0')

export function checkDigit(digits) {
  const sum = [...digits].reverse().reduce((all, d, i) => all + d * (i % 2 ? 1 : 3), 0)
  return String((10 - (sum % 10)) % 10)
}

function checkCharacters(text) {
  const sum = [...text].reverse().reduce((all, c, i) => all + SETS.X.indexOf(c) * PRIMES[i], 0) % 1021
  return CHECK_SET[sum >> 5] + CHECK_SET[sum & 31]
}

const date = (d, yearDigits, firstDay) => {
  const year = d.between(1950, 2075)
  const month = d.between(1, 12)
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return String(year).slice(-yearDigits) + two(month) + two(d.chance(0.2) ? last : d.between(firstDay, last))
}

function iban(d) {
  const country = d.one(codes.country_letters)
  const rest = d.text(DIGITS + CAPITALS, d.between(1, 30))
  const number = [...`${rest}${country}00`].map((c) => parseInt(c, 36)).join('')
  return `${country}${two(98n - (BigInt(number) % 97n))}${rest}`
}

const counted = (d, low, high, plus) => {
  const n = d.between(low, high)
  return n + d.text(DIGITS, n + plus)
}
const purchase = (d) => counted(d, 1, 5, 0) + d.one('012349') + d.text(DIGITS, 3)
const further = (d) => purchase(d) + (d.chance(0.3) ? '9' : counted(d, 0, 6, 6))

function coupon(d) {
  const fields = [
    () => `1${d.between(0, 3)}${further(d)}`,
    () => `2${further(d)}`,
    () => `3${date(d, 2, 1)}`,
    () => `5${counted(d, 0, 9, 6)}`,
    () => `6${counted(d, 1, 7, 6)}`,
    () => `9${d.one('01256')}${d.between(0, 2)}${d.between(0, 9)}${d.between(0, 1)}`,
  ]
  const basic = counted(d, 0, 6, 6) + d.text(DIGITS, 6) + counted(d, 1, 5, 0) + purchase(d)
  const all = basic + fields.map((field) => (d.chance(0.2) ? field() : '')).join('')
  return all.length <= 70 ? all : basic
}

/** What a component with this rule looks like; len is how long it shall be. */
const makers = {
  csum: (d, len) => {
    const body = d.text(DIGITS, len - 1)
    return body + checkDigit(body)
  },
  csumalpha: (d, len, part) => {
    const letter = part.checks.includes('hasnondigit') ? 'a' : ''
    const body = d.text(DIGITS, 2) + letter + d.text(SETS.X, Math.max(0, len - 4 - letter.length))
    return body + checkCharacters(body)
  },
  gcppos1: (d, len, part) => d.text(DIGITS, Math.max(2, Math.min(len, 4))) + d.text(SETS[part.set], Math.max(0, len - 4)),
  yymmdd: (d) => date(d, 2, 1),
  yymmd0: (d) => date(d, 2, 0),
  yyyymmdd: (d) => date(d, 4, 1),
  hh: (d) => two(d.between(0, 23)),
  mi: (d) => two(d.between(0, 59)),
  ss: (d) => two(d.between(0, 59)),
  hhmi: (d) => two(d.between(0, 23)) + two(d.between(0, 59)),
  iso3166: (d) => d.one(codes.country_numbers),
  iso3166999: (d) => (d.chance(0.2) ? '999' : d.one(codes.country_numbers)),
  iso3166alpha2: (d) => d.one(codes.country_letters),
  iso4217: (d) => d.one(codes.currencies),
  iso5218: (d) => d.one('0129'),
  mediatype: (d) => d.one(codes.media_types),
  packagetype: (d) => d.one(codes.package_types),
  yesno: (d) => d.one('01'),
  winding: (d) => d.one('019'),
  zero: () => '0',
  nonzero: (d, len) => String(d.between(1, 10 ** len - 1)).padStart(len, '0'),
  nozeroprefix: (d, len) => d.one('123456789') + d.text(DIGITS, len - 1),
  hyphen: () => '-',
  importeridx: (d) => d.one(SETS.Z),
  pcenc: (d, len) => d.text(SETS.X.replace('%', ''), Math.max(1, len - 3)) + (len > 3 ? d.one(['%20', '%c3', '%2F']) : ''),
  latitude: (d) => String(d.between(0, 1800000000)).padStart(10, '0'),
  longitude: (d) => String(d.between(0, 3600000000)).padStart(10, '0'),
  pieceoftotal: (d) => {
    const total = d.between(1, 99)
    return two(d.between(1, total)) + two(total)
  },
  posinseqslash: (d) => {
    const end = d.between(1, 9)
    return `${d.between(1, end)}/${end}`
  },
  iban,
  couponcode: coupon,
  couponposoffer: (d) => d.one('01') + counted(d, 0, 6, 6) + d.text(DIGITS, 6) + counted(d, 0, 9, 6),
}

const component = (d, part) => {
  const len = part.length ?? (d.chance(0.1) ? part.max : d.between(1, part.max))
  const maker = makers[part.checks?.[0]]
  return maker ? maker(d, len, part) : d.text(SETS[part.set], len)
}

export function goodValue(d, number) {
  let value = ''
  for (const part of byNumber.get(number).row.parts) {
    if (part.optional && d.chance(0.5)) break
    value += component(d, part)
  }
  return value
}
