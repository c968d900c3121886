// What is set for the whole installation.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'

export type Settings = components['schemas']['Settings']
export type SettingsChange = components['schemas']['SettingsChange']

export const settingsQuery = queryOptions({
  queryKey: ['settings', 'company'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/settings', { signal })),
})

/** Changes what is given; refused when somebody else was faster. */
export function useChangeSettings(known: Pick<Settings, 'version'> | undefined) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: SettingsChange) =>
      unwrap(
        api.PATCH('/v1/settings', {
          params: { header: known ? { 'If-Match': `"${known.version}"` } : {} },
          body,
        }),
      ),
    onSuccess: (saved) => {
      queries.setQueryData(settingsQuery.queryKey, saved)
      void queries.invalidateQueries({ queryKey: ['settings'] })
    },
  })
}
