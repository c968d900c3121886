// The filters of the list of events as they stand in the address, and an event's body as it was hashed. Pure.
export type Search = Record<string, string>

export const FILTERS = ['command', 'actor', 'location', 'order', 'from', 'to'] as const
export type FilterName = (typeof FILTERS)[number]
export type Query = Partial<Record<FilterName, string>>

export function queryOf(search: Search): Query {
  return Object.fromEntries(FILTERS.flatMap((name) => (search[name] ? [[name, search[name]]] : [])))
}

/** Midnight of a day in the user's zone, and of the day after it. */
function midnight(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + later).toISOString()
}

const DAY = /^\d{4}-\d\d-\d\d$/

/** As the server is asked: days are the user's, from midnight to midnight. */
export function asked(query: Query): Query {
  const { from, to, ...rest } = query
  return {
    ...rest,
    ...(from ? { from: DAY.test(from) ? midnight(from, 0) : from } : {}),
    ...(to ? { to: DAY.test(to) ? midnight(to, 1) : to } : {}),
  }
}

export const isFiltered = (search: Search) => FILTERS.some((name) => search[name])

/** The bytes between "body": and the last brace of the answer: what the leaf is the hash of. */
export function bodyOf(answer: string): string {
  const from = answer.indexOf('"body":')
  const to = answer.lastIndexOf('}')
  return from < 0 || to < from ? '' : answer.slice(from + '"body":'.length, to)
}

type Ref = [key: number, code: string]
type Part = [id: number, serial: string, more?: { state?: unknown; identifiers?: unknown; attributes?: unknown }]

/** As docs/reference/events.md has it; what is not needed here is left out. */
export type Body = {
  id: string
  command: string
  command_id?: string
  part?: number
  parts?: number
  time: string
  recorded: string
  actor: Ref
  device?: string
  status?: string
  location?: Ref
  party?: Ref
  package?: Ref
  lot?: Ref
  parent?: Ref
  parent_product?: string
  choice?: string
  order?: string
  count?: string
  reason?: string
  note?: string
  hold?: string
  due?: number
  undo?: string
  packages?: Ref[]
  units?: { product: Ref; units: Part[] }[]
  carried?: { product: Ref; units: Part[] }[]
}

export type EventUnit = { id: number; serial: string; product: string; carried: boolean }

export function unitsOf(body: Pick<Body, 'units' | 'carried'>): EventUnit[] {
  const runs = (list: Body['units'], carried: boolean) =>
    (list ?? []).flatMap((run) => run.units.map(([id, serial]) => ({ id, serial, product: run.product[1], carried })))
  return [...runs(body.units, false), ...runs(body.carried, true)]
}

export const codeOf = (ref: Ref | undefined) => ref?.[1]

/** The same JSON, for people: indented, but arrays of plain values in one line. */
export function readable(body: string): string {
  const text = JSON.stringify(JSON.parse(body), null, 2)
  return text.replace(/\[\s+([^[\]{}]*?)\s+\]/g, (_, inside: string) => `[${inside.replace(/\s*\n\s*/g, ' ')}]`)
}
