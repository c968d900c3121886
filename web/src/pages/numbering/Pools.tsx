// Pools: numbers that were given to a line, a supplier or a site, how far they are used up, and what is done with the rest.
import { Button, Group, Progress, Select, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { filePath } from '@/api/files'
import { pathIn, realm } from '@/api/realm'
import { useMay } from '@/app/session'
import { type Column, DataTable } from '@/ui/DataTable'
import { DownloadMenu } from '@/ui/DownloadMenu'
import { Empty } from '@/ui/Empty'
import { date, number } from '@/ui/format'
import { LocationLink, PartyLink, ProductLink } from '@/ui/links'
import { usePagedList } from '@/ui/usePagedList'
import { IssueDialog } from './IssueDialog'
import classes from './Numbering.module.css'
import { type Pool, sharesOf } from './numbering'
import { VoidDialog } from './VoidDialog'

const states = ['all', 'open', 'closed'] as const
type State = (typeof states)[number]

function Bar({ pool }: { pool: Pool }) {
  const { t } = useTranslation('numbering')
  const shares = sharesOf(pool)
  const text = t('usedOf', { used: number(pool.used), count: number(pool.count), left: number(pool.left) })
  return (
    <Stack gap={2} className={classes.bar}>
      <Progress.Root size="sm" aria-label={text}>
        <Progress.Section value={shares.used} color="harbour" aria-label={t('used')} />
        <Progress.Section value={shares.void} color="gray" aria-label={t('void')} />
      </Progress.Root>
      <Text size="xs" c="dimmed">
        {text}
      </Text>
    </Stack>
  )
}

export function Pools() {
  const { t } = useTranslation(['numbering', 'common'])
  const may = useMay()
  const [state, setState] = useState<State>('all')
  const [making, setMaking] = useState(false)
  const [voiding, setVoiding] = useState<Pool | null>(null)
  const list = usePagedList(['pools', state], (cursor, signal) =>
    unwrap(api.GET('/v1/pools', { params: { query: { state, limit: 100, cursor } }, signal })),
  )
  const canVoid = may('POST /v1/pools/{id}/void')
  const columns = useMemo<Column<Pool>[]>(
    () => [
      { id: 'name', name: t('common:name'), cell: ({ row }) => row.original.name },
      { id: 'product', name: t('common:product'), cell: ({ row }) => <ProductLink sku={row.original.product} /> },
      {
        id: 'whom',
        name: t('numbering:forWhom'),
        cell: ({ row: { original } }) => (
          <Group gap={6}>
            {original.party ? <PartyLink code={original.party} /> : null}
            {original.location ? <LocationLink code={original.location} /> : null}
          </Group>
        ),
      },
      { id: 'used', name: t('numbering:used'), cell: ({ row }) => <Bar pool={row.original} /> },
      {
        id: 'expires',
        name: t('numbering:expires'),
        cell: ({ row: { original } }) =>
          original.closed_at
            ? t('numbering:closedOn', { date: date(original.closed_at) })
            : original.expires_at
              ? date(original.expires_at)
              : null,
      },
      {
        id: 'actions',
        name: t('common:actions'),
        cell: ({ row: { original } }) => (
          <Group gap={6}>
            <Button
              component="a"
              size="compact-sm"
              variant="default"
              href={pathIn(realm(), filePath(`/v1/pools/${original.id}/numbers`, {}, 'csv'))}
              download
            >
              {t('common:downloadCsv')}
            </Button>
            {canVoid && original.left > 0 ? (
              <Button size="compact-sm" variant="subtle" color="red" onClick={() => setVoiding(original)}>
                {t('numbering:voidUnused')}
              </Button>
            ) : null}
          </Group>
        ),
      },
    ],
    [t, canVoid],
  )
  const make = may('POST /v1/pools') ? (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
      {t('numbering:newPool')}
    </Button>
  ) : null
  return (
    <>
      <Group justify="space-between" mb="md">
        <Select
          aria-label={t('common:status')}
          allowDeselect={false}
          value={state}
          onChange={(next) => setState(states.find((one) => one === next) ?? 'all')}
          data={states.map((value) => ({ value, label: t(`numbering:states.${value}`) }))}
        />
        <Group>
          <DownloadMenu path="/v1/pools" query={{ state }} />
          {make}
        </Group>
      </Group>
      <DataTable
        label={t('numbering:pools')}
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        empty={
          state === 'all' ? (
            <Empty title={t('numbering:noPools')} text={t('numbering:noPoolsText')} action={make} />
          ) : undefined
        }
      />
      {making ? <IssueDialog scheme={null} pool onClose={() => setMaking(false)} /> : null}
      {voiding ? <VoidDialog pool={voiding} onClose={() => setVoiding(null)} /> : null}
    </>
  )
}
