// Jobs of the server, looked at again while one is under way.
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import { showProblem } from '@/ui/showProblem'
import { lookAgain } from './jobs'

const LIST_MS = 1000
const ONE_MS = 300

export const jobsQuery = queryOptions({
  queryKey: ['jobs'],
  queryFn: async () => (await unwrap(api.GET('/v1/jobs'))).items,
  refetchInterval: (query) => lookAgain(query.state.data, LIST_MS),
})

export function useJobs() {
  return useQuery(jobsQuery)
}

/** One job with its result; id undefined: none. */
export function useJob(id: string | undefined) {
  return useQuery({
    queryKey: ['jobs', 'one', id],
    queryFn: () => unwrap(api.GET('/v1/jobs/{id}', { params: { path: { id: id ?? '' } } })),
    enabled: id !== undefined,
    refetchInterval: (query) => lookAgain(query.state.data && [query.state.data], ONE_MS),
    staleTime: 0,
  })
}

export function useCancelJob() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => unwrap(api.DELETE('/v1/jobs/{id}', { params: { path: { id } } })),
    onError: showProblem,
    onSettled: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  })
}
