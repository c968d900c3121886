// The name of a template by its id, as people know it; what no longer exists keeps its id.
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { templatesQuery } from '@/pages/labels/labels'

export function useTemplateName(): (id: string) => string {
  const { data, isPending } = useQuery(templatesQuery)
  return useCallback(
    (id) => (isPending ? '' : (data?.find((template) => template.id === id)?.name ?? id)),
    [data, isPending],
  )
}
