// Locations: asking for them, the form's fields, and the tree that they make.
import { queryOptions } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { api, sendOk, unwrap } from '@/api/client'
import type { components } from '@/api/schema'
import type { Field } from '@/ui/master/fields'

export type Location = components['schemas']['Location']
type Stock = components['schemas']['Stock']

export const locationQuery = (code: string) =>
  queryOptions({
    queryKey: ['locations', 'one', code],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/locations/{code}', { params: { path: { code } }, signal })),
  })

async function lines<Row>(path: string, signal: AbortSignal): Promise<Row[]> {
  const text = await (await sendOk(`${location.origin}${path}`, { signal })).text()
  return text.split('\n').flatMap((line) => (line ? [JSON.parse(line) as Row] : []))
}

/** All places, with how many units are right there. */
export const placesQuery = queryOptions({
  queryKey: ['locations', 'tree'],
  queryFn: async ({ signal }) => {
    const [places, stock] = await Promise.all([
      lines<Location>('/v1/locations?format=ndjson', signal),
      lines<Stock>('/v1/stock?group=location&format=ndjson', signal),
    ])
    return treeOf(places, new Map(stock.map((row) => [row.location ?? '', row.quantity])))
  },
})

export type Place = Pick<Location, 'code' | 'name' | 'kind' | 'active'> & {
  depth: number
  /** Units here, and here or anywhere below. */
  here: number
  below: number
  children: Place[]
}

/** The roots, each with what is in it, by code. A parent that is not in the list counts as none. */
export function treeOf(
  places: Pick<Location, 'code' | 'name' | 'kind' | 'active' | 'parent'>[],
  units: Map<string, number>,
): Place[] {
  const made = new Map<string, Place>()
  for (const { code, name, kind, active } of places) {
    const here = units.get(code) ?? 0
    made.set(code, { code, name, kind, active, depth: 0, here, below: here, children: [] })
  }
  const roots: Place[] = []
  for (const { code, parent } of places) {
    const place = made.get(code)
    if (!place) continue
    const above = parent ? made.get(parent) : undefined
    ;(above?.children ?? roots).push(place)
  }
  const settle = (place: Place, depth: number): number => {
    place.depth = depth
    place.children.sort((a, b) => a.code.localeCompare(b.code, undefined, { numeric: true }))
    for (const child of place.children) place.below += settle(child, depth + 1)
    return place.below
  }
  for (const root of roots) settle(root, 0)
  return roots.sort((a, b) => a.code.localeCompare(b.code, undefined, { numeric: true }))
}

/** The rows to show, top down: children of what is open; with a search text, everything that matches and what leads there. */
export function rowsOf(roots: Place[], open: ReadonlySet<string>, text: string): Place[] {
  const wanted = text.trim().toLocaleLowerCase()
  const matches = (place: Place): boolean =>
    place.code.toLocaleLowerCase().includes(wanted) || place.name.toLocaleLowerCase().includes(wanted)
  const walk = (place: Place): Place[] => {
    if (wanted === '') return [place, ...(open.has(place.code) ? place.children.flatMap(walk) : [])]
    const inside = place.children.flatMap(walk)
    return matches(place) || inside.length > 0 ? [place, ...inside] : []
  }
  return roots.flatMap(walk)
}

export function sendLocation(known: Location | null) {
  return (body: Record<string, unknown>): Promise<Location> =>
    known
      ? unwrap(
          api.PATCH('/v1/locations/{code}', {
            params: { path: { code: known.code }, header: { 'If-Match': `"${known.version}"` } },
            body,
          }),
        )
      : unwrap(api.POST('/v1/locations', { body: body as components['schemas']['LocationNew'] }))
}

const kinds: Location['kind'][] = ['site', 'zone', 'bin', 'transit', 'supplier', 'customer', 'repair', 'scrap']

export function locationFields(t: TFunction<['locations', 'common']>, kindName: (kind: string) => string): Field[] {
  return [
    { name: 'code', label: t('common:code'), kind: 'code', required: true, max: 80, hint: t('locations:codeHint') },
    { name: 'name', label: t('common:name'), kind: 'text', max: 200 },
    {
      name: 'kind',
      label: t('locations:kind'),
      kind: 'choice',
      required: true,
      choices: kinds.map((kind) => ({ value: kind, label: kindName(kind) })),
    },
    { name: 'parent', label: t('locations:parent'), kind: 'location', nullable: true, hint: t('locations:parentHint') },
    { name: 'gln', label: 'GLN', kind: 'code', max: 13, nullable: true, hint: t('locations:glnHint') },
    { name: 'attributes', label: t('locations:attributes'), kind: 'pairs' },
  ]
}
