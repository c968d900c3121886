// Who printed what, newest first.
import { Anchor, Group, SegmentedControl, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { type Column, DataTable } from '@/ui/DataTable'
import { DownloadMenu } from '@/ui/DownloadMenu'
import { Empty } from '@/ui/Empty'
import { Page } from '@/ui/Page'
import type { PrintJobRow } from '@/ui/print/printing'
import { Time } from '@/ui/Texts'
import { usePagedList } from '@/ui/usePagedList'
import { JobState } from './JobState'
import { lookAgain } from './jobs'
import { useTemplateName } from './useTemplateName'

const open = 'queued,printing,paused,waiting_for_decision'

export default function PrintJobsPage() {
  const { t } = useTranslation('printing')
  const navigate = useNavigate()
  const search = useSearch({ from: '/print' })
  const query = { state: search.state === 'open' ? open : undefined }
  const list = usePagedList(['print', 'jobs', query], (cursor, signal) =>
    unwrap(api.GET('/v1/print/jobs', { params: { query: { ...query, limit: 50, cursor } }, signal })),
  )
  useLookAgain(list.rows)
  const columns = useColumns()
  return (
    <Page title={t('jobs')} actions={<DownloadMenu path="/v1/print/jobs" query={query} />}>
      <Group mb="md">
        <SegmentedControl
          aria-label={t('which')}
          value={search.state === 'open' ? 'open' : ''}
          onChange={(state) => void navigate({ to: '/print', search: { state }, replace: true })}
          data={[
            { value: '', label: t('allJobs') },
            { value: 'open', label: t('openJobs') },
          ]}
        />
      </Group>
      <DataTable
        label={t('jobs')}
        list={list}
        columns={columns}
        rowKey={(job) => job.id}
        onOpen={(job) => void navigate({ to: '/print/$id', params: { id: job.id } })}
        empty={<Empty title={t('noJobs')} text={t('noJobsText')} />}
      />
    </Page>
  )
}

/** As long as one is under way. */
function useLookAgain(rows: PrintJobRow[] | undefined) {
  const queries = useQueryClient()
  const pause = lookAgain(rows)
  useEffect(() => {
    if (pause === false) return
    const timer = window.setInterval(() => void queries.invalidateQueries({ queryKey: ['print', 'jobs'] }), pause)
    return () => window.clearInterval(timer)
  }, [queries, pause])
}

type Cell = { row: { original: PrintJobRow } }

function useColumns(): Column<PrintJobRow>[] {
  const { t } = useTranslation(['printing', 'common'])
  const nameOf = useTemplateName()
  return useMemo(
    (): Column<PrintJobRow>[] => [
      {
        id: 'what',
        name: t('printing:what'),
        cell: ({ row: { original: job } }: Cell) => (
          <>
            <Anchor fw={500} renderRoot={(props) => <Link to="/print/$id" params={{ id: job.id }} {...props} />}>
              {t(`printing:of.${job.for}`, { count: job.labels })}
            </Anchor>
            <Text size="sm" c="dimmed">
              {nameOf(job.template)}
              {job.reason ? ` · ${t('printing:again', { reason: job.reason })}` : ''}
            </Text>
          </>
        ),
      },
      { id: 'state', name: t('common:status'), cell: ({ row }: Cell) => <JobState job={row.original} /> },
      { id: 'printer', name: t('printing:printer'), cell: ({ row }: Cell) => row.original.printer },
      { id: 'who', name: t('common:who'), cell: ({ row }: Cell) => row.original.actor },
      { id: 'when', name: t('common:time'), cell: ({ row }: Cell) => <Time at={row.original.created_at} ago /> },
    ],
    [t, nameOf],
  )
}
