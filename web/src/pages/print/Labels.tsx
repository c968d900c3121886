// The labels of a job, each with its state; those that came out can be printed again, with a reason.
import { Button, Group, SegmentedControl, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { useMay } from '@/app/session'
import { type Column, DataTable } from '@/ui/DataTable'
import { Empty } from '@/ui/Empty'
import { UnitLink } from '@/ui/links'
import { Panel } from '@/ui/Panel'
import type { PrintJob, PrintLabel } from '@/ui/print/printing'
import { Mono, Time } from '@/ui/Texts'
import { usePagedList } from '@/ui/usePagedList'
import { canReprint } from './jobs'
import { ReprintDialog } from './ReprintDialog'

export function Labels({ job }: { job: PrintJob }) {
  const { t } = useTranslation('printing')
  const may = useMay()
  const [missing, setMissing] = useState(false)
  const [chosen, setChosen] = useState(new Map<string, PrintLabel>())
  const [asking, setAsking] = useState(false)
  const query = { missing: missing || undefined }
  const list = usePagedList(['print', 'labels', job.id, job.version, query], (cursor, signal) => {
    const params = { path: { id: job.id }, query: { ...query, limit: 100, cursor } }
    return unwrap(api.GET('/v1/print/jobs/{id}/labels', { params, signal }))
  })
  const columns = useColumns()
  const again = [...chosen.values()].filter(canReprint).map((label) => label.position)
  return (
    <Panel
      title={t('labels')}
      actions={
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label={t('which')}
            value={missing ? 'missing' : ''}
            onChange={(value) => setMissing(value === 'missing')}
            data={[
              { value: '', label: t('allLabels') },
              { value: 'missing', label: t('missing', { count: job.read_back.missing }) },
            ]}
          />
          {may('POST /v1/print/jobs/{id}/reprint') ? (
            <Button size="xs" variant="default" disabled={again.length === 0} onClick={() => setAsking(true)}>
              {t('reprint', { count: again.length })}
            </Button>
          ) : null}
        </Group>
      }
    >
      <DataTable
        label={t('labels')}
        list={list}
        columns={columns}
        rowKey={(label) => String(label.position)}
        rowName={(label) => label.code}
        selection={{ chosen, set: setChosen }}
        empty={<Empty title={t('noLabels')} />}
      />
      {asking ? <ReprintDialog job={job} labels={again} onClose={() => setAsking(false)} /> : null}
    </Panel>
  )
}

type Cell = { row: { original: PrintLabel } }

function useColumns(): Column<PrintLabel>[] {
  const { t } = useTranslation(['printing', 'common'])
  return useMemo(
    (): Column<PrintLabel>[] => [
      { id: 'position', name: t('printing:position'), numeric: true, cell: ({ row }: Cell) => row.original.position },
      {
        id: 'code',
        name: t('common:code'),
        cell: ({ row: { original: label } }: Cell) =>
          label.unit ? <UnitLink id={label.unit}>{label.code}</UnitLink> : <Mono>{label.code}</Mono>,
      },
      {
        id: 'state',
        name: t('common:status'),
        cell: ({ row: { original: label } }: Cell) => (
          <Text span inherit c={label.state === 'void' ? 'var(--mantine-color-red-text)' : undefined}>
            {t(`printing:label.${label.state}`, { now: label.now ?? '' })}
          </Text>
        ),
      },
      { id: 'sent', name: t('printing:sent'), cell: ({ row }: Cell) => <Time at={row.original.sent_at} /> },
      {
        id: 'read',
        name: t('printing:readBack'),
        cell: ({ row: { original: label } }: Cell) =>
          label.verified_at ? (
            <>
              <Time at={label.verified_at} /> {label.verified_by}
            </>
          ) : null,
      },
    ],
    [t],
  )
}
