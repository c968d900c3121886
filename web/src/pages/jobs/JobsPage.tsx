// What takes long, newest first: how far it is, who started it, an end to it, and the way to what came of it.
import { Anchor, Button, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/app/session'
import { type Column, DataTable } from '@/ui/DataTable'
import { Empty } from '@/ui/Empty'
import { Page } from '@/ui/Page'
import { Time } from '@/ui/Texts'
import { JobProgress } from './JobProgress'
import { JobState } from './JobState'
import { isActive, type Job, resultOf } from './jobs'
import { useCancelJob, useJobs } from './useJobs'

export default function JobsPage() {
  const { t } = useTranslation('jobs')
  const { data, error } = useJobs()
  const columns = useColumns()
  const list = {
    rows: data,
    error: data ? null : error,
    hasMore: false,
    loadingMore: false,
    refreshing: false,
    loadMore: () => undefined,
  }
  return (
    <Page title={t('title')}>
      <DataTable
        label={t('title')}
        list={list}
        columns={columns}
        rowKey={(job) => job.id}
        empty={<Empty title={t('none')} text={t('noneText')} />}
      />
    </Page>
  )
}

type Cell = { row: { original: Job } }

function useColumns(): Column<Job>[] {
  const { t } = useTranslation('jobs')
  return useMemo(
    (): Column<Job>[] => [
      { id: 'what', name: t('what'), cell: ({ row }: Cell) => <What job={row.original} /> },
      { id: 'state', name: t('stateName'), cell: ({ row }: Cell) => <State job={row.original} /> },
      { id: 'actor', name: t('who'), cell: ({ row }: Cell) => row.original.actor },
      { id: 'created', name: t('started'), cell: ({ row }: Cell) => <Time at={row.original.created_at} ago /> },
      { id: 'do', name: '', cell: ({ row }: Cell) => <Cancel job={row.original} /> },
    ],
    [t],
  )
}

function What({ job }: { job: Job }) {
  const { t } = useTranslation('jobs')
  const name = job.kind === 'verify' ? t('verify') : t(`import.${job.about?.kind ?? 'units'}`)
  const target = resultOf(job)
  return (
    <Stack gap={0}>
      {target === null ? (
        <Text fw={500}>{name}</Text>
      ) : (
        <Anchor
          fw={500}
          renderRoot={(props) =>
            target.to === '/imports/$id' ? (
              <Link to="/imports/$id" params={{ id: target.id }} {...props} />
            ) : (
              <Link to={target.to} search={{ job: target.job }} {...props} />
            )
          }
        >
          {name}
        </Anchor>
      )}
      {job.about?.mode === 'check' ? (
        <Text size="sm" c="dimmed">
          {t('dryRun')}
        </Text>
      ) : null}
    </Stack>
  )
}

function State({ job }: { job: Job }) {
  if (isActive(job)) return <JobProgress job={job} thin />
  return (
    <Stack gap={0}>
      <JobState state={job.state} />
      {job.problem ? (
        <Text size="sm" c="dimmed" maw={480}>
          {job.problem.detail}
        </Text>
      ) : null}
    </Stack>
  )
}

function Cancel({ job }: { job: Job }) {
  const { t } = useTranslation('jobs')
  const me = useMe()
  const cancel = useCancelJob()
  // The server decides; this only keeps the button from those whom it would refuse.
  const offered = isActive(job) && (job.actor === me?.name || me?.roles.includes('admin'))
  if (!offered) return null
  return (
    <Button variant="default" size="xs" disabled={job.cancelling} onClick={() => cancel.mutate(job.id)}>
      {t('cancel')}
    </Button>
  )
}
