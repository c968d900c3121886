// All units: filtered, sorted and paged by the server, chosen for bulk work, saved as views, and given out as files.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { DataTable } from '@/ui/DataTable'
import { DownloadMenu } from '@/ui/DownloadMenu'
import { Empty } from '@/ui/Empty'
import { Page } from '@/ui/Page'
import { ViewsMenu } from '@/ui/views/ViewsMenu'
import { BulkBar } from './list/BulkBar'
import { ColumnsMenu } from './list/ColumnsMenu'
import { type Affected, traceColumns, type UnitRow, unitColumns } from './list/columns'
import { FilterBar } from './list/FilterBar'
import { changed, filterText, hasFilter, isTrace, listPath, queryOf, type Search } from './list/filters'
import { type Chosen, useChosen } from './list/useChosen'
import { useColumns } from './list/useColumns'
import { useUnits } from './list/useUnits'

const keyOf = (row: { id: number }) => String(row.id)
const nameOf = (row: { serial: string }) => row.serial

export default function UnitsPage() {
  const { t } = useTranslation(['units', 'common'])
  const search = useSearch({ from: '/units' })
  const navigate = useNavigate()
  const setSearch = (next: Search) => void navigate({ to: '/units', search: next, replace: true })
  const change = (next: Record<string, string | undefined>) => setSearch(changed(search, next))
  const columns = useMemo(() => unitColumns(t), [t])
  const affectedColumns = useMemo(() => traceColumns(t), [t])
  const shown = useColumns(search, change)
  const { traced, units, affected } = useUnits(search)
  const choice = useChosen()
  const open = (row: { id: number }) => void navigate({ to: '/units/$id', params: { id: String(row.id) } })
  const list = traced ? affected : units
  const empty = hasFilter(search) ? undefined : <Empty title={t('units:none')} text={t('units:noneText')} />

  return (
    <Page
      title={t('units:title')}
      actions={
        <>
          <ViewsMenu page="units" search={search} onApply={setSearch} everything={t('units:allUnits')} />
          {traced ? null : <ColumnsMenu all={columns} visible={shown.visible} set={shown.set} />}
          <DownloadMenu
            path={listPath(search)}
            query={queryOf(search)}
            name={isTrace(search) ? 'affected-units' : 'units'}
          />
        </>
      }
    >
      <FilterBar search={search} setSearch={setSearch} change={change} />
      {traced ? (
        <DataTable<Affected>
          label={t('units:affected')}
          list={affected}
          columns={affectedColumns}
          rowKey={keyOf}
          rowName={nameOf}
          onOpen={open}
          selection={{ chosen: choice.chosen as Map<string, Affected & Chosen>, set: choice.set }}
        />
      ) : (
        <DataTable<UnitRow>
          label={t('units:title')}
          list={units}
          columns={columns}
          visible={shown.visible}
          rowKey={keyOf}
          rowName={nameOf}
          onOpen={open}
          selection={{ chosen: choice.chosen as Map<string, UnitRow>, set: choice.set }}
          empty={empty}
        />
      )}
      <BulkBar key={filterText(search)} search={search} choice={choice} hasMore={list.hasMore} />
    </Page>
  )
}
