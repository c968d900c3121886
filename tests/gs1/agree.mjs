// Random element strings and Digital Links, good ones and ones broken by one step: does `serno gs1` accept what bwip-js accepts, and refuse
// what it refuses? Where the two differ, a rule of lib/differences.mjs must explain it, or the test fails; each rule is a section of
// differences.md. And the elements that it reads from what was not broken are those that were written. SERNO_LONG=1: a million items.
// SERNO_SEED: another beginning.
//
// usage: node agree.mjs SERNO
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { differences, explain } from './lib/differences.mjs'
import { dice } from './lib/dice.mjs'
import { damage, decorate, plan, planBreaks, write } from './lib/links.mjs'
import { message, mutations } from './lib/messages.mjs'
import { drawn, judge, version } from './lib/oracle.mjs'
import { byNumber } from './lib/values.mjs'

const LONG = process.env.SERNO_LONG === '1'
const ITEMS = LONG ? 1_000_000 : 20_000
const BATCH = 20_000
const DRAWN = LONG ? 2_000 : 200
const TODAY = '2026-11-23'
const SEED = Number(process.env.SERNO_SEED ?? 1)
const FNC1 = '\u001d'

const bracketed = (elements) =>
  elements.map((e) => `(${e.ai})${e.value.replace(/\((?=\d{2,4}\))/g, '\\(')}`).join('')

/** For bwip-js: in its brackets all but letters and digits is written as ^NNN, byte by byte. */
const escaped = (elements) =>
  elements
    .map((e) => `(${e.ai})${Buffer.from(e.value).toString('latin1').replace(/[^A-Za-z0-9]/g, (c) => `^${String(c.charCodeAt(0)).padStart(3, '0')}`)}`)
    .join('')

/** Nothing marks it, and it may be a GTIN or an SSCC as well: with a right check digit it is read as one. */
const NUMBER = /^(\d{8}|\d{12,14}|\d{18})$/

/** Raw only where it means the same as brackets: known AIs, values without separators, none too long where the length is predefined. */
const rawIsClear = (elements) =>
  elements.length > 0 &&
  elements.every((e) => {
    const row = byNumber.get(e.ai)?.row
    return row && e.value && !e.value.includes(FNC1) && !(row.predefined && e.value.length > row.parts[0].length)
  })

function raw(d, elements) {
  let text = d.one(['', FNC1, ']C1', ']d2', ']Q3', `]e0${FNC1}`])
  elements.forEach((e, i) => {
    const row = byNumber.get(e.ai).row
    const whole = row.predefined && e.value.length === row.parts[0].length
    const separate = i < elements.length - 1 && (!whole || d.chance(0.2))
    text += e.ai + e.value + (separate ? FNC1 : '')
  })
  return NUMBER.test(text) ? FNC1 + text : text
}

function elementString(d) {
  const elements = message(d)
  const how = d.chance(0.5) ? 'none' : d.one(Object.keys(mutations))
  if (how !== 'none') mutations[how](d, elements)
  const ours = d.chance(0.5) && rawIsClear(elements) ? raw(d, elements) : bracketed(elements)
  const backslash = elements.some((e) => e.value.includes('\\(')) // that is our way to write a bracket
  return { kind: 'elements', how, ours, theirs: escaped(elements), backslash, elements }
}

function link(d) {
  const p = plan(d)
  decorate(d, p)
  const how = d.chance(0.5) ? 'none' : d.one([...Object.keys(planBreaks), 'value', 'value', 'damage', 'damage'])
  if (how === 'value') mutations.value(d, [...p.path, ...p.query])
  planBreaks[how]?.(d, p)
  const text = how === 'damage' ? damage(d, write(d, p)) : write(d, p)
  const elements = [...p.path, ...p.query].map((e) => (e.ai === '01' ? { ...e, value: e.value.padStart(14, '0') } : e))
  return { kind: 'link', how, ours: text, theirs: text, elements }
}

/** Items go to the program one a line, so none may hold a line end. */
function make(d) {
  for (;;) {
    const item = d.chance(0.5) ? elementString(d) : link(d)
    if (item.ours && !/[\r\n]/.test(item.ours) && !item.backslash) return item
  }
}

function ask(serno, items) {
  const run = spawnSync(serno, ['gs1', '--today', TODAY], {
    input: `${items.map((item) => item.ours).join('\n')}\n`,
    maxBuffer: 1 << 30,
  })
  const lines = run.stdout.toString().trimEnd().split('\n')
  if (lines.length !== items.length) throw new Error(`${items.length} asked, ${lines.length} answered: ${run.stderr}`)
  return lines.map((line) => {
    const verdict = JSON.parse(line)
    return { ...verdict, ok: verdict.valid, ...verdict.problem }
  })
}

const tally = { agreed: 0, accepted: 0, explained: new Map(), failures: [] }

/** What was read is what was written. */
function compareElements(item, verdict) {
  const shown = (elements) => elements.map((e) => `(${e.ai})${e.value}`).join('')
  if (shown(verdict.elements) !== shown(item.elements)) tally.failures.push({ ...item, read: shown(verdict.elements) })
}

function compare(item, verdict) {
  if (item.how === 'none' && verdict.ok) compareElements(item, verdict)
  const why = judge[item.kind](item.theirs)
  if (verdict.ok === (why === '')) {
    tally.agreed++
    tally.accepted += verdict.ok
    return
  }
  const rule = explain(item, verdict, why)
  if (rule) tally.explained.set(rule, (tally.explained.get(rule) ?? 0) + 1)
  else tally.failures.push({ ...item, serno: verdict.ok ? 'accepts' : `${verdict.rule}: ${verdict.detail}`, bwipjs: why || 'accepts' })
}

/** The shortened oracle is the whole one: on some items both are asked. Symbols have an end, and that is not asked about here. */
function checkOracle(items) {
  for (const item of items) {
    const whole = drawn(item.kind, item.theirs)
    if (/datamatrixNoValidSymbol|TooLong|tooLong/.test(whole)) continue
    const short = judge[item.kind](item.theirs)
    if (whole !== short) tally.failures.push({ ...item, drawn: whole, judged: short })
  }
}

/** Every rule has its section in differences.md, and every section its rule. */
function checkPage() {
  const page = readFileSync(new URL('./differences.md', import.meta.url), 'utf8')
  const sections = [...page.matchAll(/^## `(\w+)`$/gm)].map((m) => m[1])
  const rules = differences.map((rule) => rule.name)
  if (String(sections) !== String(rules)) tally.failures.push({ page: sections, rules })
}

function main(serno) {
  const d = dice(SEED)
  const began = performance.now()
  checkPage()
  for (let done = 0; done < ITEMS; done += BATCH) {
    const items = Array.from({ length: Math.min(BATCH, ITEMS - done) }, () => make(d))
    if (done === 0) checkOracle(items.slice(0, DRAWN))
    const verdicts = ask(serno, items)
    items.forEach((item, i) => compare(item, verdicts[i]))
    if (tally.failures.length > 20) break
  }
  const known = [...tally.explained].map(([name, n]) => `${n} ${name}`).join(', ')
  console.log(
    `figure: ${ITEMS} element strings and links (seed ${SEED}), bwip-js ${version} says the same of ${tally.agreed} ` +
      `(${tally.accepted} good, ${tally.agreed - tally.accepted} bad); explained differences: ${known || 'none'}; ` +
      `${Math.round((performance.now() - began) / 1000)} s`,
  )
  for (const failure of tally.failures.slice(0, 20)) console.log(JSON.stringify(failure))
  console.log(tally.failures.length ? '0 passed, 1 failed' : '1 passed, 0 failed')
  process.exitCode = tally.failures.length ? 1 : 0
}

main(process.argv[2])
