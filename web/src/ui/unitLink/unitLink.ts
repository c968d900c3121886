// The address on a unit's label: what it is, who looked, and making it void.
import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'

export type UnitLink = components['schemas']['UnitLink']

export const unitLinkQuery = (id: number) =>
  queryOptions({
    queryKey: ['unit', id, 'link'],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/links/units/{id}', { params: { path: { id } }, signal })),
  })

export const voidUnitLink = (id: number): Promise<UnitLink> =>
  unwrap(api.DELETE('/v1/links/units/{id}', { params: { path: { id } } }))

/** A token can be made void; a Digital Link is made of GTIN and serial, and stays what it is. */
export const isToken = (url: string) => /\/p\/[\w-]+$/.test(url)
