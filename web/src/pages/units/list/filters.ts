// The filters of the list of units, as they stand in the address: the same names as the API's, plain text. Pure.

export type Search = Record<string, string>

/** What a filter is: how it is asked for, shown as a chip, and which parameters it is made of. */
export type Filter = { name: string; keys: readonly string[]; kind: 'text' | 'list' | 'range' | 'dates' }

export const FILTERS: readonly Filter[] = [
  { name: 'product', keys: ['product'], kind: 'text' },
  { name: 'status', keys: ['status'], kind: 'list' },
  { name: 'hold', keys: ['hold'], kind: 'list' },
  { name: 'location', keys: ['location'], kind: 'text' },
  { name: 'party', keys: ['party'], kind: 'text' },
  { name: 'owner', keys: ['owner'], kind: 'text' },
  { name: 'supplier', keys: ['supplier'], kind: 'text' },
  { name: 'lot', keys: ['lot'], kind: 'text' },
  { name: 'serial', keys: ['serial'], kind: 'text' },
  { name: 'serial_prefix', keys: ['serial_prefix'], kind: 'text' },
  { name: 'serial_suffix', keys: ['serial_suffix'], kind: 'text' },
  { name: 'serials', keys: ['serial_from', 'serial_to'], kind: 'range' },
  { name: 'received', keys: ['received_from', 'received_to'], kind: 'dates' },
  { name: 'changed', keys: ['changed_from', 'changed_to'], kind: 'dates' },
]

export const SORTS = ['', 'serial', 'received_at', '-id', 'id'] as const

const FILTER_KEYS = FILTERS.flatMap((filter) => filter.keys)

/** A trace says which units something affects: it needs one of these. */
const TRACES = ['lot', 'supplier', 'product', 'serial_prefix', 'serials', 'received', 'changed']

/** What is asked of the server. */
export function queryOf(search: Search): Search {
  return pick(search, [...FILTER_KEYS, 'sort'])
}

function pick(search: Search, keys: readonly string[]): Search {
  return Object.fromEntries(keys.flatMap((key) => (search[key] ? [[key, search[key]]] : [])))
}

export type Chip = { filter: Filter; values: string[] }

/** Filters that are set; of a range its two ends, one of which may be empty. */
export function chipsOf(search: Search): Chip[] {
  return FILTERS.filter((filter) => filter.keys.some((key) => search[key])).map((filter) => ({
    filter,
    values: filter.kind === 'list' ? listOf(search[filter.name]) : filter.keys.map((key) => search[key] ?? ''),
  }))
}

export function listOf(text: string | undefined): string[] {
  return (text ?? '').split(',').filter((part) => part !== '')
}

export function without(search: Search, keys: readonly string[]): Search {
  return Object.fromEntries(Object.entries(search).filter(([key]) => !keys.includes(key)))
}

/** Everything but the filters stays: sort, columns, the view of the list. */
export function cleared(search: Search): Search {
  return without(search, FILTER_KEYS)
}

export function changed(search: Search, change: Record<string, string | undefined>): Search {
  const next = { ...search, ...change }
  return Object.fromEntries(Object.entries(next).filter((entry): entry is [string, string] => Boolean(entry[1])))
}

export function canTrace(search: Search): boolean {
  return chipsOf(search).some((chip) => TRACES.includes(chip.filter.name))
}

export function isTrace(search: Search): boolean {
  return search.trace === '1' && canTrace(search)
}

export function hasFilter(search: Search): boolean {
  return FILTER_KEYS.some((key) => search[key])
}

export function filterText(search: Search): string {
  return new URLSearchParams(queryOf(search)).toString()
}

/** Where the rows are listed. */
export function listPath(search: Search): '/v1/trace' | '/v1/units' {
  return isTrace(search) ? '/v1/trace' : '/v1/units'
}
