// Packages: cartons, pallets, whatever units were packed into. Newest first, or those that begin with what was typed.
import { Button } from '@mantine/core'
import { IconPackage } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'
import { type Column, DataTable } from '@/ui/DataTable'
import { DownloadMenu } from '@/ui/DownloadMenu'
import { Empty } from '@/ui/Empty'
import { number } from '@/ui/format'
import { PackageLink } from '@/ui/links'
import { Page } from '@/ui/Page'
import { SearchInput } from '@/ui/SearchInput'
import { Time } from '@/ui/Texts'
import { usePagedList } from '@/ui/usePagedList'
import classes from './Packages.module.css'

type Row = components['schemas']['PackageRow']

export default function PackagesPage() {
  const { t } = useTranslation(['packages', 'common'])
  const { q = '' } = useSearch({ strict: false })
  const navigate = useNavigate()
  const columns = useColumns()
  const query = q ? { q } : {}
  const list = usePagedList<Row>(['packages', query], (cursor, signal) =>
    unwrap(api.GET('/v1/packages', { params: { query: { ...query, cursor, limit: 50 } }, signal })),
  )
  const look = (text: string) => void navigate({ to: '/packages', search: text ? { q: text } : {}, replace: true })
  return (
    <Page title={t('packages:title')} actions={<DownloadMenu path="/v1/packages" query={query} />}>
      <div className={classes.search}>
        <SearchInput value={q} onChange={look} label={t('packages:search')} />
      </div>
      <DataTable
        label={t('packages:title')}
        list={list}
        columns={columns}
        rowKey={(row) => row.code}
        onOpen={(row) => void navigate({ to: '/packages/$code', params: { code: row.code } })}
        empty={q ? undefined : <NoPackages />}
      />
    </Page>
  )
}

function NoPackages() {
  const { t } = useTranslation('packages')
  return (
    <Empty
      icon={IconPackage}
      title={t('empty.title')}
      text={t('empty.text')}
      action={
        <Button variant="default" renderRoot={(props) => <Link to="/scan" search={{ mode: 'pack' }} {...props} />}>
          {t('empty.action')}
        </Button>
      }
    />
  )
}

function useColumns(): Column<Row>[] {
  const { t } = useTranslation(['packages', 'common'])
  return useMemo(
    () => [
      { id: 'code', name: t('common:code'), cell: ({ row }) => <PackageLink code={row.original.code} /> },
      {
        id: 'inside',
        name: t('packages:inside'),
        cell: ({ row }) => (row.original.inside ? <PackageLink code={row.original.inside} /> : null),
      },
      {
        id: 'units',
        name: t('packages:units'),
        numeric: true,
        cell: ({ row }) => number(row.original.units),
      },
      {
        id: 'packages',
        name: t('packages:packages'),
        numeric: true,
        cell: ({ row }) => (row.original.packages ? number(row.original.packages) : null),
      },
      { id: 'created', name: t('packages:created'), cell: ({ row }) => <Time at={row.original.created_at} /> },
    ],
    [t],
  )
}
