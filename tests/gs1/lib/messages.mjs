// Random messages: elements that fit together, and ways to break them.
import { byNumber, DIGITS, goodValue, identifiers, SETS, spec } from './values.mjs'

const matching = (pattern) => {
  const stem = pattern.replace(/n+$/, '')
  return identifiers.filter((ai) => ai.number.length === pattern.length && ai.number.startsWith(stem)).map((ai) => ai.number)
}
const has = (elements, pattern) => matching(pattern).some((number) => elements.some((e) => e.ai === number))

const element = (d, ai) => ({ ai, value: goodValue(d, ai) })

/** Adds what the elements require, until nothing is missing. */
function complete(d, elements) {
  for (let i = 0; i < elements.length && elements.length < 12; i++) {
    for (const alternatives of byNumber.get(elements[i].ai).row.requires ?? []) {
      if (alternatives.some((group) => group.split('+').every((p) => has(elements, p)))) continue
      for (const pattern of d.one(alternatives).split('+'))
        if (!has(elements, pattern)) elements.push(element(d, d.one(matching(pattern))))
    }
  }
}

const excluded = (elements, e) =>
  (byNumber.get(e.ai).row.excludes ?? []).some((p) => matching(p).some((n) => n !== e.ai && elements.some((o) => o.ai === n)))

function shuffle(d, list) {
  for (let i = list.length - 1; i > 0; i--) {
    const k = d.below(i + 1)
    ;[list[i], list[k]] = [list[k], list[i]]
  }
}

/** Elements that fit together, nearly always: two that exclude each other may both be required. */
export function message(d, first = d.one(identifiers).number) {
  const elements = [element(d, first)]
  complete(d, elements)
  for (let extra = d.below(4); extra > 0; extra--) {
    const more = [...elements, element(d, d.one(identifiers).number)]
    complete(d, more)
    if (!more.some((e) => excluded(more, e))) elements.splice(0, elements.length, ...more)
  }
  if (d.chance(0.05)) elements.push({ ...d.one(elements) })
  if (d.chance(0.5)) shuffle(d, elements)
  return elements
}

// ---- breaking ----

const STRANGE = 'OoIlSZBa#@$^[]{}|~`\\ \u00e9\u0000\u001f'
const anyByte = (d) => (d.chance(0.5) ? d.one(STRANGE) : d.one(SETS.X))

/** Ways to break a text, by one step. */
const breakText = {
  replace: (d, t) => {
    const i = d.below(t.length)
    return t.slice(0, i) + (d.chance(0.6) ? d.one(DIGITS) : anyByte(d)) + t.slice(i + 1)
  },
  insert: (d, t) => {
    const i = d.below(t.length + 1)
    return t.slice(0, i) + anyByte(d) + t.slice(i)
  },
  remove: (d, t) => {
    const i = d.below(t.length)
    return t.slice(0, i) + t.slice(i + 1)
  },
  swap: (d, t) => {
    const i = d.below(Math.max(1, t.length - 1))
    return t.slice(0, i) + t.slice(i + 1, i + 2) + t.slice(i, i + 1) + t.slice(i + 2)
  },
  lower: (_, t) => t.toLowerCase(),
  upper: (_, t) => t.toUpperCase(),
  empty: () => '',
  long: (d, t) => t + d.text(DIGITS, d.between(1, 90)),
  zeros: (_, t) => t.replace(/./g, '0'),
  pad: (d, t) => t + d.one(['=', '==', '===']),
}
export const textBreaks = Object.keys(breakText)
export const broken = (d, how, text) => breakText[how](d, text)

/** One mutation of the elements; the name says which. */
export const mutations = {
  value: (d, elements) => {
    const e = d.one(elements)
    e.value = broken(d, d.one(textBreaks), e.value)
  },
  drop: (d, elements) => elements.splice(d.below(elements.length), 1),
  add: (d, elements) => elements.push(element(d, d.one(identifiers).number)),
  again: (d, elements) => elements.push(element(d, d.one(elements).ai)),
  identifier: (d, elements) => {
    d.one(elements).ai = d.chance(0.5) ? d.one(identifiers).number : d.text(DIGITS, d.between(2, 4))
  },
}

export const keys = spec.identifiers.filter((row) => row.key).map((row) => row.ai)
