// What strangers reported on the page of a label, and what was made of it. What they wrote is shown as text and nothing else.
import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { useMay } from '@/app/session'
import { type Column, DataTable } from '@/ui/DataTable'
import { DownloadMenu } from '@/ui/DownloadMenu'
import { Empty } from '@/ui/Empty'
import { EventLink, ProductLink, UnitLink } from '@/ui/links'
import { Time } from '@/ui/Texts'
import { usePagedList } from '@/ui/usePagedList'
import { AcceptDialog } from './AcceptDialog'
import { DismissDialog } from './DismissDialog'
import classes from './Links.module.css'
import { decide, type Report, type ReportState, reportStates } from './links'

type Open = { what: 'accept' | 'dismiss'; report: Report } | null

const Written = ({ report }: { report: Report }) => (
  <Stack gap={2} className={classes.written}>
    <span>{report.message}</span>
    <Text size="sm" c="dimmed">
      {[report.name, report.contact].filter(Boolean).join(' · ')}
    </Text>
  </Stack>
)

function Verdict({ report }: { report: Report }) {
  const { t } = useTranslation('links')
  return (
    <Stack gap={2} className={classes.written}>
      <span>{t(`states.${report.state}`)}</span>
      {report.reason ? <Text size="sm">{report.reason}</Text> : null}
      <Text size="sm" c="dimmed">
        <Time at={report.decided_at} /> {report.decided_by}
      </Text>
      {report.event ? <EventLink id={report.event}>{t('event')}</EventLink> : null}
    </Stack>
  )
}

export function Reports() {
  const { t } = useTranslation(['links', 'common'])
  const may = useMay()
  const [state, setState] = useState<ReportState>('waiting')
  const [open, setOpen] = useState<Open>(null)
  const asked = state === 'all' ? undefined : state
  const list = usePagedList(['link-reports', state], (cursor, signal) =>
    unwrap(api.GET('/v1/links/reports', { params: { query: { state: asked, limit: 100, cursor } }, signal })),
  )
  const canDecide = may('POST /v1/links/reports/{id}/decision')
  const columns = useMemo<Column<Report>[]>(
    () => [
      { id: 'kind', name: t('links:kind'), cell: ({ row }) => t(`links:kinds.${row.original.kind}`) },
      {
        id: 'unit',
        name: t('common:serial'),
        cell: ({ row: { original: of } }) => <UnitLink id={of.unit}>{of.serial}</UnitLink>,
      },
      { id: 'product', name: t('common:product'), cell: ({ row }) => <ProductLink sku={row.original.product} /> },
      { id: 'written', name: t('links:written'), cell: ({ row }) => <Written report={row.original} /> },
      { id: 'when', name: t('common:time'), cell: ({ row }) => <Time at={row.original.created_at} ago /> },
      {
        id: 'decision',
        name: t('links:decision'),
        cell: ({ row: { original: report } }) => {
          if (report.state !== 'waiting') return <Verdict report={report} />
          if (!canDecide) return t('links:states.waiting')
          return (
            <Group gap={6}>
              <Button size="compact-sm" variant="light" onClick={() => setOpen({ what: 'accept', report })}>
                {t('links:accept')}
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => setOpen({ what: 'dismiss', report })}>
                {t('links:dismiss')}
              </Button>
            </Group>
          )
        },
      },
    ],
    [t, canDecide],
  )
  return (
    <>
      <Group justify="space-between" mb="md">
        <Select
          aria-label={t('common:status')}
          allowDeselect={false}
          value={state}
          onChange={(next) => setState(reportStates.find((one) => one === next) ?? 'waiting')}
          data={reportStates.map((value) => ({ value, label: t(`links:states.${value}`) }))}
        />
        <DownloadMenu path="/v1/links/reports" query={{ state: asked }} />
      </Group>
      <DataTable
        label={t('links:tabs.reports')}
        list={list}
        columns={columns}
        rowKey={(row) => String(row.id)}
        empty={<Empty title={t(`links:noReports.${state}`)} text={t('links:noReportsText')} />}
      />
      {open?.what === 'accept' ? <AcceptDialog report={open.report} onClose={() => setOpen(null)} /> : null}
      {open?.what === 'dismiss' ? (
        <DismissDialog
          title={t('links:dismissReport', { serial: open.report.serial })}
          text={t('links:dismissReportText')}
          refresh="link-reports"
          send={(reason) => decide(open.report.id, { decision: 'dismiss', reason })}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </>
  )
}
