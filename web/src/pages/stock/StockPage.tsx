// How many units of what are where: as a table that can be grouped, and as a map of products and places.
import { SegmentedControl, Stack } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { DownloadMenu } from '@/ui/DownloadMenu'
import { Page } from '@/ui/Page'
import { StockFilters } from './StockFilters'
import { StockTable } from './StockTable'
import { StockTotals } from './StockTotals'
import { filtersOf, groupsOf, type Search } from './stock'

const StockMap = lazy(() => import('./StockMap'))

export default function StockPage() {
  const { t } = useTranslation('stock')
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const change = (change: Search) => void navigate({ to: '/stock', search: { ...search, ...change }, replace: true })
  const map = search.view === 'map'
  const filters = filtersOf(search)
  const query = { ...filters, group: groupsOf(search).join(',') }
  return (
    <Page
      title={t('title')}
      actions={
        <>
          <SegmentedControl
            aria-label={t('view.title')}
            value={map ? 'map' : 'table'}
            onChange={(view) => change({ view: view === 'map' ? view : '' })}
            data={[
              { value: 'table', label: t('view.table') },
              { value: 'map', label: t('view.map') },
            ]}
          />
          <DownloadMenu path="/v1/stock" query={query} />
        </>
      }
    >
      <Stack gap="md">
        <StockFilters search={search} onChange={change} grouped={!map} />
        <StockTotals filters={filters} />
        {map ? (
          <Suspense fallback={null}>
            <StockMap search={search} />
          </Suspense>
        ) : (
          <StockTable search={search} onClear={() => change({ product: '', location: '', status: '' })} />
        )}
      </Stack>
    </Page>
  )
}
