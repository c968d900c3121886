// The life cycle as the server has it (GET /v1/lifecycle): asked once, it only changes with the program.
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'

export type Place = 'nowhere' | 'location' | 'party' | 'either' | 'parent'

export type CommandSpec = {
  name: string
  says: string
  /** Statuses; "none": the unit is not known yet. */
  from: string[]
  /** A status, "same", "seen", "explicit"; or of each choice one. */
  to: string | Record<string, string>
  /** Name of the field that decides: verdict, outcome, condition. */
  choice?: string
  needs?: string[]
  may?: string[]
  held?: 'refused'
  expired?: 'refused'
  roles: string[]
}

export type Lifecycle = {
  statuses: { name: string; place: Place; says: string; end?: boolean }[]
  holds: { name: string; says: string }[]
  roles: string[]
  location_kinds: string[]
  party_kinds: string[]
  commands: CommandSpec[]
}

export const lifecycleQuery = queryOptions({
  queryKey: ['lifecycle'],
  queryFn: async () => (await unwrap(api.GET('/v1/lifecycle'))) as unknown as Lifecycle,
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
})

export function useLifecycle(): Lifecycle | undefined {
  return useQuery(lifecycleQuery).data
}
