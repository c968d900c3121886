// Forms of master data (products, locations, parties) as tables of fields, and what a form sends. Pure.
import type { Pair } from '@/ui/command/fields'

export type FieldKind = 'text' | 'code' | 'long' | 'number' | 'choice' | 'location' | 'pairs'

export type Field = {
  name: string
  label: string
  kind: FieldKind
  required?: boolean
  hint?: string
  max?: number
  choices?: { value: string; label: string }[]
  /** The server takes null for "none", not an empty text. */
  nullable?: boolean
}

/** What stands in the form: texts, and names with values. */
export type Values = Record<string, string | Pair[]>

export function pairsOf(attributes: unknown): Pair[] {
  if (typeof attributes !== 'object' || attributes === null) return []
  return Object.entries(attributes).map(([name, value]) => ({
    name,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }))
}

export function valuesOf(fields: Field[], thing: object | null): Values {
  const known = (thing ?? {}) as Record<string, unknown>
  return Object.fromEntries(
    fields.map(({ name, kind }) => [name, kind === 'pairs' ? pairsOf(known[name]) : String(known[name] ?? '')]),
  )
}

function sentValue(field: Field, value: string | Pair[] | undefined): unknown {
  if (Array.isArray(value)) {
    return Object.fromEntries(value.filter((pair) => pair.name.trim()).map((pair) => [pair.name.trim(), pair.value]))
  }
  const text = (value ?? '').trim()
  if (field.kind === 'number') return text === '' ? 0 : Number(text)
  return text === '' && field.nullable ? null : text
}

/** The body of a request: every field of a new thing that is filled in, or only what differs from `before`. */
export function bodyOf(fields: Field[], values: Values, before: Values | null): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const field of fields) {
    const sent = sentValue(field, values[field.name])
    const old = before ? sentValue(field, before[field.name]) : undefined
    if (before ? JSON.stringify(sent) === JSON.stringify(old) : sent === '' || sent === null) continue
    body[field.name] = sent
  }
  return body
}
