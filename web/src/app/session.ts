// Who is signed in, and what the server lets them do. Nothing here is derived from roles: /v1/me says it.
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api, unwrap } from '@/api/client'
import { Problem } from '@/api/problem'
import type { components } from '@/api/schema'

type May = { commands: string[]; routes: string[] }
export type Me = components['schemas']['Me'] & { may?: May }

/** Where it is kept: one for all tabs, as the session is. */
export const ME_STORED = 'serno-me'

/** The last answer, so that the application opens without a network. */
function remembered(): Me | undefined {
  try {
    return JSON.parse(localStorage.getItem(ME_STORED) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

/** Signed in: from now on the server is asked who it is. */
export function rememberSignIn(user: Pick<Me, 'id' | 'name' | 'roles'>) {
  localStorage.setItem(ME_STORED, JSON.stringify(user))
}

export function forgetMe() {
  localStorage.removeItem(ME_STORED)
}

/** null: nobody is signed in. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async (): Promise<Me | null> => {
    if (!remembered()) return null // nobody signed in here: not worth a refusal
    try {
      const me = await unwrap(api.GET('/v1/me'))
      localStorage.setItem(ME_STORED, JSON.stringify(me))
      return me
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) {
        const last = remembered()
        if (last) return last
        throw error
      }
      forgetMe()
      return null
    }
  },
  placeholderData: remembered, // opens at once, also where nobody answers
  staleTime: 60_000,
  retry: false,
})

export function useMe(): Me | null | undefined {
  return useQuery(meQuery).data
}

/** may('POST /v1/products'), may('command:receive'): did the server say so? */
export type Permit = `${'GET' | 'POST' | 'PATCH' | 'DELETE'} /v1/${string}` | `command:${string}`

export function permits(me: Me | null | undefined, what: Permit): boolean {
  if (!me?.may) return false
  return what.startsWith('command:') ? me.may.commands.includes(what.slice(8)) : me.may.routes.includes(what)
}

export function useMay(): (what: Permit) => boolean {
  const me = useMe()
  return useCallback((what) => permits(me, what), [me])
}

export function useSignOut() {
  const queries = useQueryClient()
  return async () => {
    await unwrap(api.DELETE('/v1/session')).catch(() => undefined)
    forgetMe()
    queries.clear()
    location.assign('/')
  }
}
