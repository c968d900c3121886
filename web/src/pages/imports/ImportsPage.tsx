// Files that were taken in, newest first; what runs now stands above.
import { Anchor, Button, Stack, Text } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '@/app/session'
import { type Column, DataTable } from '@/ui/DataTable'
import { Empty } from '@/ui/Empty'
import { Page } from '@/ui/Page'
import { Panel } from '@/ui/Panel'
import { Count, Time } from '@/ui/Texts'
import { JobProgress } from '../jobs/JobProgress'
import { isActive } from '../jobs/jobs'
import { useJobs } from '../jobs/useJobs'
import { type ImportSummary, useImports } from './useImports'

type Cell = { row: { original: ImportSummary } }

export default function ImportsPage() {
  const { t } = useTranslation('imports')
  const may = useMay()
  const navigate = useNavigate()
  const list = useImports()
  const columns = useColumns()
  const start = may('POST /v1/imports') ? (
    <Button renderRoot={(props) => <Link to="/imports/new" {...props} />} leftSection={<IconFileImport size={18} />}>
      {t('new')}
    </Button>
  ) : null
  return (
    <Page title={t('title')} actions={start}>
      <Stack>
        <Running />
        <DataTable
          label={t('title')}
          list={list}
          columns={columns}
          rowKey={(row) => String(row.id)}
          onOpen={(row) => void navigate({ to: '/imports/$id', params: { id: String(row.id) } })}
          empty={<Empty icon={IconFileImport} title={t('none')} text={t('noneText')} action={start} />}
        />
      </Stack>
    </Page>
  )
}

function Running() {
  const { t } = useTranslation('jobs')
  const running = useJobs().data?.filter((job) => job.kind === 'import' && isActive(job)) ?? []
  if (running.length === 0) return null
  return (
    <Panel>
      <Stack>
        {running.map((job) => (
          <Stack key={job.id} gap={4}>
            <Text fw={500}>{t(`import.${job.about?.kind ?? 'units'}`)}</Text>
            <JobProgress job={job} />
          </Stack>
        ))}
      </Stack>
    </Panel>
  )
}

function useColumns(): Column<ImportSummary>[] {
  const { t } = useTranslation('imports')
  return useMemo(
    (): Column<ImportSummary>[] => [
      {
        id: 'kind',
        name: t('kindName'),
        cell: ({ row }: Cell) => (
          <Anchor
            renderRoot={(props) => <Link to="/imports/$id" params={{ id: String(row.original.id) }} {...props} />}
          >
            {t(`kind.${row.original.kind}`)} {row.original.id}
          </Anchor>
        ),
      },
      {
        id: 'verdict',
        name: t('verdict'),
        cell: ({ row }: Cell) => t(row.original.written ? 'written' : 'notWritten'),
      },
      { id: 'rows', name: t('rows'), numeric: true, cell: ({ row }: Cell) => <Count value={row.original.rows} /> },
      { id: 'good', name: t('good'), numeric: true, cell: ({ row }: Cell) => <Count value={row.original.good} /> },
      { id: 'bad', name: t('bad'), numeric: true, cell: ({ row }: Cell) => <Count value={row.original.bad} /> },
      { id: 'actor', name: t('who'), cell: ({ row }: Cell) => row.original.actor },
      { id: 'time', name: t('when'), cell: ({ row }: Cell) => <Time at={row.original.created_at} ago /> },
    ],
    [t],
  )
}
