// The list of products.
import { Button, Group, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { useMay } from '@/app/session'
import { ActiveFilter, activeOf } from '@/ui/ActiveFilter'
import { type Column, DataTable } from '@/ui/DataTable'
import { DownloadMenu } from '@/ui/DownloadMenu'
import { Empty } from '@/ui/Empty'
import { ProductLink } from '@/ui/links'
import { MasterDialog } from '@/ui/master/MasterDialog'
import { Page } from '@/ui/Page'
import { SearchInput } from '@/ui/SearchInput'
import { Mono } from '@/ui/Texts'
import { usePagedList } from '@/ui/usePagedList'
import { type Product, productFields, sendProduct } from './products'

export default function ProductsPage() {
  const { t } = useTranslation(['products', 'common'])
  const may = useMay()
  const navigate = useNavigate()
  const search = useSearch({ from: '/products' })
  const [making, setMaking] = useState(false)
  const query = { q: search.q || undefined, active: activeOf(search.active) }
  const list = usePagedList(['products', query], (cursor, signal) =>
    unwrap(api.GET('/v1/products', { params: { query: { ...query, limit: 100, cursor } }, signal })),
  )
  const columns = useMemo<Column<Product>[]>(
    () => [
      {
        id: 'name',
        name: t('common:name'),
        cell: ({ row }) => <ProductLink sku={row.original.sku}>{row.original.name}</ProductLink>,
      },
      { id: 'sku', name: t('products:sku'), cell: ({ row }) => <Mono>{row.original.sku}</Mono> },
      { id: 'gtin', name: 'GTIN', cell: ({ row }) => (row.original.gtin ? <Mono>{row.original.gtin}</Mono> : null) },
      { id: 'category', name: t('products:category'), cell: ({ row }) => row.original.category },
      {
        id: 'warranty',
        name: t('products:warranty'),
        numeric: true,
        cell: ({ row }) => row.original.warranty_months || null,
      },
      {
        id: 'active',
        name: t('common:status'),
        cell: ({ row }) => (row.original.active ? t('common:active') : t('common:closed')),
      },
    ],
    [t],
  )
  const set = (change: Record<string, string>) =>
    void navigate({ to: '/products', search: { ...search, ...change }, replace: true })
  const make = may('POST /v1/products') ? (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
      {t('products:new')}
    </Button>
  ) : null
  const filtered = Boolean(search.q || search.active)
  return (
    <Page
      title={t('products:title')}
      actions={
        <>
          <DownloadMenu path="/v1/products" query={query} />
          {make}
        </>
      }
    >
      <Group mb="md">
        <SearchInput label={t('products:search')} value={search.q ?? ''} onChange={(q) => set({ q })} />
        <ActiveFilter value={search.active} onChange={(active) => set({ active })} />
      </Group>
      <DataTable
        label={t('products:title')}
        list={list}
        columns={columns}
        rowKey={(row) => row.sku}
        onOpen={(row) => void navigate({ to: '/products/$sku', params: { sku: row.sku } })}
        empty={filtered ? undefined : <Empty title={t('products:none')} text={t('products:noneText')} action={make} />}
      />
      {making ? (
        <MasterDialog
          title={t('products:new')}
          fields={productFields(t)}
          thing={null}
          send={sendProduct(null)}
          touches={['products']}
          onDone={(product) => void navigate({ to: '/products/$sku', params: { sku: product.sku } })}
          onClose={() => setMaking(false)}
        />
      ) : null}
      <Text size="xs" c="dimmed" mt="xs">
        {t('products:hint')}
      </Text>
    </Page>
  )
}
