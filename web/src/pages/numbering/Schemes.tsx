// The schemes, with what can be done with each.
import { Button, Group } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { useMay } from '@/app/session'
import { type Column, DataTable } from '@/ui/DataTable'
import { DownloadMenu } from '@/ui/DownloadMenu'
import { Empty } from '@/ui/Empty'
import { showProblem } from '@/ui/showProblem'
import { Mono } from '@/ui/Texts'
import { usePagedList } from '@/ui/usePagedList'
import { IssueDialog } from './IssueDialog'
import { changeScheme, type Scheme } from './numbering'
import { SchemeDialog } from './SchemeDialog'

type Open = { what: 'scheme' | 'issue'; scheme: Scheme | null } | null

export function Schemes() {
  const { t } = useTranslation(['numbering', 'common'])
  const may = useMay()
  const queries = useQueryClient()
  const [open, setOpen] = useState<Open>(null)
  const list = usePagedList(['schemes'], (cursor, signal) =>
    unwrap(api.GET('/v1/numbering/schemes', { params: { query: { limit: 100, cursor } }, signal })),
  )
  const [canIssue, canChange] = [may('POST /v1/numbering/numbers'), may('PATCH /v1/numbering/schemes/{code}')]
  const columns = useMemo<Column<Scheme>[]>(() => {
    const turn = (scheme: Scheme) =>
      changeScheme(scheme, { active: !scheme.active })
        .then(() => queries.invalidateQueries({ queryKey: ['schemes'] }))
        .catch(showProblem)
    return [
      { id: 'name', name: t('common:name'), cell: ({ row }) => row.original.name },
      { id: 'code', name: t('common:code'), cell: ({ row }) => <Mono>{row.original.code}</Mono> },
      { id: 'pattern', name: t('numbering:pattern'), cell: ({ row }) => <Mono>{row.original.pattern}</Mono> },
      {
        id: 'kind',
        name: t('numbering:kind'),
        cell: ({ row }) => (row.original.kind === 'unit' ? t('numbering:ofUnits') : t('numbering:ofPackages')),
      },
      {
        id: 'restart',
        name: t('numbering:restart'),
        cell: ({ row }) => row.original.restart.map((each) => t(`numbering:restarts.${each}`)).join(', '),
      },
      {
        id: 'active',
        name: t('common:status'),
        cell: ({ row }) => (row.original.active ? t('common:active') : t('common:closed')),
      },
      {
        id: 'actions',
        name: t('common:actions'),
        cell: ({ row: { original: scheme } }) => (
          <Group gap={6}>
            {canIssue && scheme.active ? (
              <Button size="compact-sm" variant="light" onClick={() => setOpen({ what: 'issue', scheme })}>
                {t('numbering:issue')}
              </Button>
            ) : null}
            {canChange ? (
              <>
                <Button size="compact-sm" variant="default" onClick={() => setOpen({ what: 'scheme', scheme })}>
                  {t('common:edit')}
                </Button>
                <Button size="compact-sm" variant="subtle" onClick={() => void turn(scheme)}>
                  {scheme.active ? t('common:closeIt') : t('common:openIt')}
                </Button>
              </>
            ) : null}
          </Group>
        ),
      },
    ]
  }, [t, canIssue, canChange, queries])
  const make = may('POST /v1/numbering/schemes') ? (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen({ what: 'scheme', scheme: null })}>
      {t('numbering:newScheme')}
    </Button>
  ) : null
  return (
    <>
      <Group justify="flex-end" mb="md">
        <DownloadMenu path="/v1/numbering/schemes" query={{}} />
        {make}
      </Group>
      <DataTable
        label={t('numbering:schemes')}
        list={list}
        columns={columns}
        rowKey={(row) => row.code}
        empty={<Empty title={t('numbering:noSchemes')} text={t('numbering:noSchemesText')} action={make} />}
      />
      {open?.what === 'scheme' ? (
        <SchemeDialog scheme={open.scheme} onDone={() => setOpen(null)} onClose={() => setOpen(null)} />
      ) : null}
      {open?.what === 'issue' ? <IssueDialog scheme={open.scheme} pool={false} onClose={() => setOpen(null)} /> : null}
    </>
  )
}
