// Rows of the stock, by what the page groups by; each quantity leads to its units.
import { Button, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { StatusBadge } from '@/ui/Badges'
import { type Column, DataTable } from '@/ui/DataTable'
import { Empty } from '@/ui/Empty'
import { number } from '@/ui/format'
import { LocationLink, ProductLink } from '@/ui/links'
import { usePagedList } from '@/ui/usePagedList'
import classes from './Stock.module.css'
import { filtersOf, groupsOf, type Search, type StockRow, unitsOf } from './stock'

export function StockTable({ search, onClear }: { search: Search; onClear: () => void }) {
  const { t } = useTranslation(['stock', 'common'])
  const columns = useColumns(search)
  const groups = groupsOf(search)
  const filters = filtersOf(search)
  const query = { ...filters, group: groups.join(','), limit: 100 }
  const list = usePagedList<StockRow>(['stock', 'rows', query], (cursor, signal) =>
    unwrap(api.GET('/v1/stock', { params: { query: { ...query, cursor } }, signal })),
  )
  const filtered = Object.keys(filters).length > 0
  return (
    <DataTable
      label={t('stock:title')}
      list={list}
      columns={columns}
      visible={[...groups, 'quantity']}
      rowKey={(row) => `${row.product} ${row.location} ${row.status}`}
      empty={
        filtered ? (
          <Empty
            title={t('common:nothingFound')}
            text={t('common:changeFilter')}
            action={
              <Button variant="default" onClick={onClear}>
                {t('common:clear')}
              </Button>
            }
          />
        ) : (
          <Empty title={t('stock:empty.title')} text={t('stock:empty.text')} />
        )
      }
    />
  )
}

function Named({ name }: { name: string | undefined }) {
  if (!name) return null
  return (
    <Text size="sm" c="dimmed" lineClamp={1} title={name} span display="block">
      {name}
    </Text>
  )
}

function useColumns(search: Search): Column<StockRow>[] {
  const { t } = useTranslation('common')
  return useMemo(
    () => [
      {
        id: 'product',
        name: t('product'),
        cell: ({ row: { original: row } }) => (
          <span>
            <ProductLink sku={row.product ?? ''} />
            <Named name={row.product_name} />
          </span>
        ),
      },
      {
        id: 'location',
        name: t('location'),
        cell: ({ row: { original: row } }) => (
          <span>
            <LocationLink code={row.location ?? ''} />
            <Named name={row.location_name} />
          </span>
        ),
      },
      { id: 'status', name: t('status'), cell: ({ row }) => <StatusBadge status={row.original.status ?? ''} /> },
      {
        id: 'quantity',
        name: t('quantity'),
        numeric: true,
        cell: ({ row }) => (
          <Link to="/units" search={unitsOf(search, row.original)} className={classes.number}>
            {number(row.original.quantity)}
          </Link>
        ),
      },
    ],
    [t, search],
  )
}
