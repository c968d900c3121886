// The label as the server draws it, while it is being changed: a little behind the hand, several times a second.
import { useThrottledValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import { Problem } from '@/api/problem'
import { type Doc, templateOf } from '@/designer/editor'
import { type Complaint, complaintOf } from '@/designer/problems'
import { type Dpi, draw, pictureUrl, type Subject } from '../labels'

const PAUSE_MS = 150

/** url: the picture; doc: what it shows. */
export type Drawn = { url: string; doc: Doc }
export type Preview = { drawn: Drawn | null; error: unknown; complaint: Complaint | null }

export function useLivePreview(doc: Doc, dpi: Dpi, subject: Subject): Preview {
  const wanted = useThrottledValue(doc, PAUSE_MS)
  const template = useMemo(() => templateOf(wanted), [wanted])
  const last = useRef<Drawn | null>(null)
  const { data, error } = useQuery({
    queryKey: ['labels', 'live', JSON.stringify(template), dpi, subject],
    queryFn: async ({ signal }): Promise<Drawn> => ({
      url: pictureUrl(await draw({ template, format: 'svg', dpi, subject }, signal)),
      doc: wanted,
    }),
    enabled: template.elements.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
  })
  if (data) last.current = data
  const complaint = useMemo(() => {
    if (!(error instanceof Problem)) return null
    return complaintOf(error.document.field, error.document.detail, wanted.items)
  }, [error, wanted])
  return { drawn: template.elements.length > 0 ? last.current : null, error, complaint }
}
