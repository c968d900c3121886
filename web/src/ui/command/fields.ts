// Which fields a command has, in which order, and the request that they make. Everything comes from the life-cycle table.
import type { components } from '@/api/schema'
import type { UnitChoice } from '@/ui/inputs'
import type { CommandSpec, Lifecycle } from './lifecycle'

/** Identifiers and attributes are free objects, which the generated type cannot say. */
export type CommandBody = Omit<components['schemas']['Command'], 'identifiers' | 'attributes'> & {
  identifiers?: Record<string, unknown>
  attributes?: Record<string, unknown>
}

/** Units that do not exist yet (receive, commission) have no id. */
export type CommandUnit = {
  id?: number
  serial: string
  product: string
  status?: string
  holds?: readonly string[]
  /** What the server allows of this one; known when it was asked for alone. */
  allowed?: readonly string[]
}

export type Pair = { name: string; value: string }

/** What stands in the boxes. */
export type Draft = {
  text: Record<string, string>
  /** Of party_or_location: which. */
  to: 'party' | 'location'
  parent: UnitChoice
  identifiers: Pair[]
  attributes: Pair[]
}

/** What a unit is now: a correction sends what differs. */
export type Before = { serial?: string; identifiers?: Record<string, string[]>; attributes?: Record<string, unknown> }

export type Field = { name: string; required: boolean; choices?: string[] }

const ORDER = [
  'verdict',
  'outcome',
  'condition',
  'hold',
  'product',
  'party_or_location',
  'location',
  'party',
  'parent',
  'package',
  'serial',
  'lot',
  'identifiers',
  'attributes',
  'order',
  'due',
  'count',
  'reason',
]

const isPair = (field: string) => field === 'identifiers' || field === 'attributes'

/** Where the unit will be: the status that the command (with this choice) leads to. */
export function statusAfter(spec: CommandSpec, text: Record<string, string>): string | undefined {
  if (typeof spec.to === 'string') return spec.to
  return spec.to[text[spec.choice ?? ''] ?? '']
}

/** With a choice taken, a place or holder is only asked for where it leads to one. */
function fits(name: string, spec: CommandSpec, lifecycle: Lifecycle, text: Record<string, string>): boolean {
  if (!spec.choice) return true
  const after = statusAfter(spec, text)
  if (!after) return !['location', 'party', 'package'].includes(name)
  const place = lifecycle.statuses.find((status) => status.name === after)?.place
  if (name === 'location') return place === 'location' || place === 'either'
  if (name === 'party') return place === 'party' || place === 'either'
  return name !== 'package' || after === 'packed'
}

/** one: it is for one unit, which alone can be given a new serial. */
export function fieldsOf(spec: CommandSpec, lifecycle: Lifecycle, text: Record<string, string>, one: boolean): Field[] {
  const needs = spec.needs ?? []
  const names = new Set([...needs, ...(spec.may ?? [])])
  const either = names.has('party_or_location')
  names.delete('undo')
  if (either) for (const name of ['party', 'location']) names.delete(name)
  if (!one) for (const name of ['serial', 'identifiers', 'attributes']) names.delete(name)
  const fields = [...names]
    .filter((name) => fits(name, spec, lifecycle, text))
    .sort((a, b) => ((ORDER.indexOf(a) + 99) % 99) - ((ORDER.indexOf(b) + 99) % 99))
    .map((name): Field => ({ name, required: needs.includes(name), choices: choicesOf(name, spec, lifecycle) }))
  const lot = fields.findIndex((field) => field.name === 'lot')
  // A lot that is not known yet is made with its dates.
  if (lot >= 0 && text.lot && spec.name !== 'correct') {
    fields.splice(lot + 1, 0, { name: 'made', required: false }, { name: 'expires', required: false })
  }
  return fields
}

function choicesOf(name: string, spec: CommandSpec, lifecycle: Lifecycle): string[] | undefined {
  if (name === spec.choice && typeof spec.to !== 'string') return Object.keys(spec.to)
  return name === 'hold' ? lifecycle.holds.map((hold) => hold.name) : undefined
}

/** Names of required fields that are empty. */
export function missingOf(fields: Field[], draft: Draft): string[] {
  const empty = (name: string) => !(draft.text[name] ?? '').trim()
  return fields
    .filter((field) => field.required)
    .filter(({ name }) => {
      if (name === 'parent') return draft.parent.text.trim() === ''
      return empty(name === 'party_or_location' ? draft.to : name)
    })
    .map((field) => field.name)
}

function identifierChange(draft: Pair[], before: Before): Record<string, unknown> | undefined {
  const now = draft.filter((pair) => pair.name.trim() && pair.value.trim())
  const had = Object.entries(before.identifiers ?? {}).flatMap(([name, values]) =>
    values.map((value) => ({ name, value })),
  )
  const same = (a: Pair) => (b: Pair) => a.name.trim() === b.name && a.value.trim() === b.value
  const change: Record<string, unknown[]> = {}
  for (const pair of now) if (!had.some(same(pair))) push(change, pair.name.trim(), pair.value.trim())
  for (const pair of had) {
    if (!now.some((one) => same(one)(pair))) push(change, pair.name, { remove: pair.value })
  }
  if (Object.keys(change).length === 0) return undefined
  return Object.fromEntries(Object.entries(change).map(([name, all]) => [name, all.length === 1 ? all[0] : all]))
}

function push(into: Record<string, unknown[]>, name: string, value: unknown) {
  into[name] = [...(into[name] ?? []), value]
}

/** An attribute as text: what is no text is written as JSON. */
export function attributeText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function attributeChange(draft: Pair[], before: Before): Record<string, unknown> | undefined {
  const had = before.attributes ?? {}
  const now = draft.filter((pair) => pair.name.trim() !== '')
  // Untouched values stay what they are, numbers too.
  const value = ({ name, value: text }: Pair) => (attributeText(had[name.trim()]) === text ? had[name.trim()] : text)
  const next = Object.fromEntries(now.map((pair) => [pair.name.trim(), value(pair)]))
  return JSON.stringify(next) === JSON.stringify(had) ? undefined : next
}

export function pairsOf(before: Before): { identifiers: Pair[]; attributes: Pair[] } {
  return {
    identifiers: Object.entries(before.identifiers ?? {}).flatMap(([name, all]) =>
      all.map((value) => ({ name, value })),
    ),
    attributes: Object.entries(before.attributes ?? {}).map(([name, value]) => ({ name, value: attributeText(value) })),
  }
}

export type Target = { units: readonly CommandUnit[] } | { package: string }

function targetBody(command: string, target: Target): CommandBody {
  if ('package' in target) return command === 'pack' ? { packages: [target.package] } : { package: target.package }
  const names = target.units.map((unit) =>
    unit.id === undefined ? { product: unit.product, serial: unit.serial } : { id: unit.id },
  )
  const [only] = names
  // Identifiers and attributes are of one unit only, which is named apart.
  return names.length === 1 && only ? { unit: only } : { units: names }
}

/** The texts of the fields that are shown; what is empty is not said. */
function textBody(fields: Field[], draft: Draft): Record<string, string> {
  const names = fields.map(({ name }) => (name === 'party_or_location' ? draft.to : name))
  return Object.fromEntries(
    [...names, 'note', 'time']
      .filter((name) => name !== 'serial' && name !== 'parent' && !isPair(name))
      .map((name) => [name, (draft.text[name] ?? '').trim()] as const)
      .filter(([, text]) => text !== ''),
  )
}

export function bodyOf(
  id: string,
  spec: CommandSpec,
  fields: Field[],
  draft: Draft,
  target: Target,
  mode: 'all' | 'partial',
  before: Before = {},
): CommandBody {
  const has = (name: string) => fields.some((field) => field.name === name)
  const body: CommandBody = { id, ...targetBody(spec.name, target), ...textBody(fields, draft) }
  if ('units' in target && target.units.length > 1) body.mode = mode
  const parent = draft.parent
  if (has('parent') && parent.text.trim()) body.parent = parent.id ? { id: parent.id } : parent.text.trim()
  const serial = (draft.text.serial ?? '').trim()
  if (has('serial') && serial && serial !== before.serial) body.serial_new = serial
  if (has('identifiers')) {
    const change = identifierChange(draft.identifiers, before)
    if (change) body.identifiers = change
  }
  if (has('attributes')) {
    const change = attributeChange(draft.attributes, before)
    if (change) body.attributes = change
  }
  return body
}
