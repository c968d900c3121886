// What is there already, from the server: the first place, the first product, the first unit.
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import { useStored } from '@/scan/stored'
import { doneOf, type Facts, type Step } from './progress'
import { remembered } from './remembered'

export const firstPlacesQuery = queryOptions({
  queryKey: ['locations', 'first'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/locations', { params: { query: { limit: 5 } }, signal })),
})

export const firstProductsQuery = queryOptions({
  queryKey: ['products', 'first'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/products', { params: { query: { limit: 5 } }, signal })),
})

const firstUnitsQuery = queryOptions({
  queryKey: ['units', 'first'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/units', { params: { query: { limit: 5 } }, signal })),
})

export function useFacts() {
  const places = useQuery(firstPlacesQuery)
  const products = useQuery(firstProductsQuery)
  const units = useQuery(firstUnitsQuery)
  const kept = useStored(remembered)
  const error = places.error ?? products.error ?? units.error
  if (!places.data || !products.data || !units.data) return { error, facts: undefined }
  const place = places.data.items.find((one) => one.kind === 'bin') ?? places.data.items[0]
  const product = products.data.items[0]
  const facts: Facts = {
    locations: places.data.items.length,
    products: products.data.items.length,
    format: Boolean(product?.serial_format),
    units: units.data.items.length,
    remembered: kept.steps,
  }
  const done: Set<Step> = doneOf(facts)
  return { error: null, facts: { done, place, product, units: units.data.items } }
}

export type GuideFacts = NonNullable<ReturnType<typeof useFacts>['facts']>
