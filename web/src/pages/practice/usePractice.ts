// The practice company: what there is, making it, and how far somebody has come.
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import { realm, setRealm } from '@/api/realm'
import { useMe } from '@/app/session'
import { useNotes } from '@/scan/notes'
import { doneBy } from './lessons'

export const practiceQuery = queryOptions({
  queryKey: ['practice'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/practice', { signal })),
})

/** The whole application is loaded anew in the other realm. */
export function enterPractice() {
  setRealm('practice')
  location.assign('/practice')
}

export function leavePractice() {
  setRealm('real')
  location.assign('/practice')
}

export function useMakePractice() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => unwrap(api.POST('/v1/practice')),
    onSuccess: (made) => {
      queries.setQueryData(practiceQuery.queryKey, made)
      sessionStorage.removeItem(LOOKED)
      enterPractice()
    },
  })
}

export function useEndPractice() {
  return useMutation({ mutationFn: () => unwrap(api.DELETE('/v1/practice')), onSuccess: leavePractice })
}

const LOOKED = 'serno-practice-looked'

/** Has somebody looked up a unit in this tab? The server is not told of it. */
function useLooked(): boolean {
  const found = useNotes().notes.some(
    ({ mode, what }) => mode === 'lookup' && what.kind === 'found' && what.answer.matches.length > 0,
  )
  if (found && realm() === 'practice') sessionStorage.setItem(LOOKED, 'yes')
  return sessionStorage.getItem(LOOKED) === 'yes'
}

/** One's own events since the company was made, as lessons that are done. */
export function useDone(size: number) {
  const me = useMe()
  const looked = useLooked()
  const actor = me?.name ?? ''
  const events = useQuery({
    queryKey: ['events', 'practice', actor, size],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v1/events', { params: { query: { actor, after_seq: size, limit: 1000 } }, signal })),
    enabled: actor !== '' && realm() === 'practice',
  })
  return doneBy(events.data?.items ?? [], looked)
}
