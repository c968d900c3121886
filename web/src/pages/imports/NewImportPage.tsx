// From a file to things in the ledger, in three panels that stay: the file, what its columns mean, what would happen. Then the real run.
import { Skeleton, Stack } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '@/ui/Page'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { isActive } from '../jobs/jobs'
import { useJob } from '../jobs/useJobs'
import { ColumnsPanel } from './ColumnsPanel'
import { FilePanel } from './FilePanel'
import { type Choices, firstChoices, type Kind, mappingOf } from './mapping'
import { OutcomePanel } from './OutcomePanel'
import { askColumns, type Source, startImport } from './send'

export default function NewImportPage() {
  const { t } = useTranslation('imports')
  const search = useSearch({ strict: false })
  const [kind, setKind] = useState<Kind>('units')
  const [source, setSource] = useState<Source | null>(null)
  const [said, setSaid] = useState<Choices | null>(null)
  const [create, setCreate] = useState(false)
  const [jobId, setJobId] = useState<string | undefined>(search.job)
  const columns = useColumns(source, kind)
  const choices = said ?? (columns.data ? firstChoices(columns.data) : [])
  const start = useStart(setJobId)
  const job = useJob(jobId).data
  useOpenReport(job?.import)

  const changed = () => setJobId(undefined)
  const run = (mode: 'check' | 'all' | 'good') => {
    if (!source || !columns.data) return
    const mapping = mappingOf(columns.data, choices)
    start.mutate({ source, kind, layout: columns.data.layout, mapping, mode, create: create && kind === 'units' })
  }
  const settle = (next: Partial<{ kind: Kind; source: Source | null }>) => {
    if (next.kind) setKind(next.kind)
    if (next.source !== undefined) setSource(next.source)
    setSaid(null)
    changed()
  }
  const busy = start.isPending || (job !== undefined && isActive(job))
  return (
    <Page title={t('new')}>
      <Stack>
        <FilePanel
          kind={kind}
          source={source}
          onKind={(next) => settle({ kind: next })}
          onSource={(next) => settle({ source: next })}
        />
        <ProblemAlert error={columns.error} />
        {columns.isLoading ? <Skeleton height={240} /> : null}
        {source && columns.data ? (
          <ColumnsPanel
            kind={kind}
            columns={columns.data}
            choices={choices}
            onChoices={(next) => {
              setSaid(next)
              changed()
            }}
            create={create}
            onCreate={(next) => {
              setCreate(next)
              changed()
            }}
            onTry={() => run('check')}
            busy={busy}
          />
        ) : null}
        <ProblemAlert error={start.error} />
        {job ? <OutcomePanel job={job} onImport={source ? run : undefined} busy={busy} /> : null}
      </Stack>
    </Page>
  )
}

function useColumns(source: Source | null, kind: Kind) {
  return useQuery({
    queryKey: ['import-columns', source, kind],
    queryFn: () => (source ? askColumns(source, kind) : Promise.reject(new Error('no file'))),
    enabled: source !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
}

function useStart(onJob: (id: string) => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: startImport,
    onSuccess: (job) => {
      onJob(job.id)
      void queries.invalidateQueries({ queryKey: ['jobs'] })
    },
  })
}

/** A real run has a report of its own, with an address. */
function useOpenReport(id: number | undefined) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  useEffect(() => {
    if (id === undefined) return
    void queries.invalidateQueries()
    void navigate({ to: '/imports/$id', params: { id: String(id) }, replace: true })
  }, [id, navigate, queries])
}
