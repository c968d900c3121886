// Earlier imports, and one of them.
import { useQuery } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'
import { usePagedList } from '@/ui/usePagedList'

export type ImportSummary = components['schemas']['ImportSummary']

export function useImports() {
  return usePagedList<ImportSummary>(['imports'], (cursor, signal) =>
    unwrap(api.GET('/v1/imports', { params: { query: { cursor, limit: 50 } }, signal })),
  )
}

export function useImport(id: number) {
  return useQuery({
    queryKey: ['imports', 'one', id],
    queryFn: () => unwrap(api.GET('/v1/imports/{id}', { params: { path: { id } } })),
  })
}
