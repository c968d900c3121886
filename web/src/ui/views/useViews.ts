import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'

export type View = components['schemas']['View']
const NONE: View[] = []

export function useViews(page: string): View[] {
  const answer = useQuery({
    queryKey: ['views', page],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/views', { params: { query: { page, limit: 1000 } }, signal })),
    staleTime: 60_000,
  })
  return answer.data?.items ?? NONE
}

type Change = { id?: number; name?: string; query?: string; shared?: boolean }

/** Makes a view, or changes the one with that id. */
export function useSaveView(page: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...change }: Change) =>
      id === undefined
        ? unwrap(api.POST('/v1/views', { body: { page, name: '', ...change } }))
        : unwrap(api.PATCH('/v1/views/{id}', { params: { path: { id } }, body: change })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['views', page] }),
  })
}

export function useDeleteView(page: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => unwrap(api.DELETE('/v1/views/{id}', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['views', page] }),
  })
}
