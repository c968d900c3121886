// Units whose page is opened from unusually many networks: a hint that the label was copied, for a person to judge.
import { Button, Group, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { useMay } from '@/app/session'
import { type Column, DataTable } from '@/ui/DataTable'
import { DownloadMenu } from '@/ui/DownloadMenu'
import { Empty } from '@/ui/Empty'
import { ProductLink, UnitLink } from '@/ui/links'
import { Count, Time } from '@/ui/Texts'
import { usePagedList } from '@/ui/usePagedList'
import { DismissDialog } from './DismissDialog'
import { dismissSuspect, type Suspect } from './links'

const figures = ['networks', 'switches', 'views'] as const

export function Suspects() {
  const { t } = useTranslation(['links', 'common'])
  const may = useMay()
  const [dismissing, setDismissing] = useState<Suspect | null>(null)
  const list = usePagedList(['link-suspects'], (cursor, signal) =>
    unwrap(api.GET('/v1/links/suspects', { params: { query: { limit: 100, cursor } }, signal })),
  )
  const canDismiss = may('POST /v1/links/suspects/{id}/dismissal')
  const columns = useMemo<Column<Suspect>[]>(
    () => [
      {
        id: 'unit',
        name: t('common:serial'),
        cell: ({ row: { original: of } }) => <UnitLink id={of.unit}>{of.serial}</UnitLink>,
      },
      { id: 'product', name: t('common:product'), cell: ({ row }) => <ProductLink sku={row.original.product} /> },
      ...figures.map((id) => ({
        id,
        name: t(`links:${id}`),
        numeric: true,
        cell: ({ row }: { row: { original: Suspect } }) => <Count value={row.original[id]} />,
      })),
      { id: 'flagged', name: t('links:flagged'), cell: ({ row }) => <Time at={row.original.flagged_at} ago /> },
      { id: 'last', name: t('links:lastOpened'), cell: ({ row }) => <Time at={row.original.last_at} ago /> },
      {
        id: 'actions',
        name: t('common:actions'),
        cell: ({ row: { original } }) =>
          canDismiss ? (
            <Button size="compact-sm" variant="default" onClick={() => setDismissing(original)}>
              {t('links:dismiss')}
            </Button>
          ) : null,
      },
    ],
    [t, canDismiss],
  )
  return (
    <>
      <Group justify="space-between" mb="md">
        <Text size="sm" c="dimmed" flex={1}>
          {t('links:suspectsText')}
        </Text>
        <DownloadMenu path="/v1/links/suspects" query={{}} />
      </Group>
      <DataTable
        label={t('links:tabs.suspects')}
        list={list}
        columns={columns}
        rowKey={(row) => String(row.unit)}
        empty={<Empty title={t('links:noSuspects')} text={t('links:noSuspectsText')} />}
      />
      {dismissing ? (
        <DismissDialog
          title={t('links:dismissSuspect', { serial: dismissing.serial })}
          text={t('links:dismissSuspectText')}
          refresh="link-suspects"
          send={(reason) => dismissSuspect(dismissing.unit, reason)}
          onClose={() => setDismissing(null)}
        />
      ) : null}
    </>
  )
}
