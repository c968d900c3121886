// Every list: rows of a cursor-paged answer as a table at a desk and as cards on a phone, with "load more", selection, and the three
// states that a list can be in (loading, refused, empty). Sorting and filtering are the server's; see usePagedList.
import { Button, Center, Checkbox, Skeleton, Table, Text } from '@mantine/core'
import { type ColumnDef, type RowData, tableFeatures, useTable } from '@tanstack/react-table'
import { type ReactNode, useLayoutEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { DataRow, type RowActions } from './DataRow'
import classes from './DataTable.module.css'
import { Empty } from './Empty'
import { ProblemAlert } from './ProblemAlert'
import type { PagedList } from './usePagedList'

const features = tableFeatures({})
export type Column<Row> = {
  id: string
  /** Its heading as text, also the label on a phone's card. */
  name: string
  cell: (context: { row: { original: Row } }) => ReactNode
  numeric?: boolean
}

export type Selection<Row> = {
  chosen: ReadonlyMap<string, Row>
  set: (next: Map<string, Row>) => void
}

type Props<Row extends RowData> = {
  /** For screen readers: what the table holds. */
  label: string
  list: PagedList<Row>
  /** Stable between renders. */
  columns: Column<Row>[]
  rowKey: (row: Row) => string
  /** What a row is called by its checkbox; its key by default. */
  rowName?: (row: Row) => string
  /** Ids of the columns to show, in order; all by default. */
  visible?: readonly string[]
  onOpen?: (row: Row) => void
  selection?: Selection<Row>
  empty?: ReactNode
}

const NO_ROWS: never[] = []

/** What rows do, always by what was said in the last render, in an object that stays the same. */
function useLatest<Row>(actions: RowActions<Row>): RowActions<Row> {
  const latest = useRef(actions)
  useLayoutEffect(() => {
    latest.current = actions
  })
  return useMemo(
    () => ({ open: (row) => latest.current.open(row), choose: (row, on) => latest.current.choose(row, on) }),
    [],
  )
}

export function DataTable<Row extends RowData>(props: Props<Row>) {
  const { label, list, columns, rowKey, rowName = rowKey, visible, onOpen, selection, empty } = props
  const { t } = useTranslation()
  const shown = useMemo(
    () => (visible ? visible.flatMap((id) => columns.filter((column) => column.id === id)) : columns),
    [visible, columns],
  )
  const defined = useMemo(
    () => shown.map(({ id, name, cell }): ColumnDef<typeof features, Row> => ({ id, header: name, cell })),
    [shown],
  )
  const table = useTable({ features, columns: defined, data: list.rows ?? (NO_ROWS as Row[]), getRowId: rowKey })

  // One object for all rows and for ever, so that ticking one row draws that row and not all of them.
  const toggle = (rows: Row[], on: boolean) => {
    const next = new Map(selection?.chosen)
    for (const row of rows) on ? next.set(rowKey(row), row) : next.delete(rowKey(row))
    selection?.set(next)
  }
  const act = useLatest({ open: (row: Row) => onOpen?.(row), choose: (row: Row, on: boolean) => toggle([row], on) })

  if (list.error) return <ProblemAlert error={list.error} />
  if (!list.rows) return <LoadingRows />
  if (list.rows.length === 0) return empty ?? <Empty title={t('nothingFound')} text={t('changeFilter')} />

  const all = list.rows.every((row) => selection?.chosen.has(rowKey(row)))
  return (
    <div className={classes.frame} aria-busy={list.refreshing}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached with the keyboard */}
      <section className={classes.scroll} tabIndex={0} aria-label={label}>
        <Table highlightOnHover={Boolean(onOpen)} verticalSpacing="xs" className={classes.table} aria-label={label}>
          <Table.Thead>
            <Table.Tr>
              {selection ? (
                <Table.Th w={36}>
                  <Checkbox aria-label={t('all')} checked={all} onChange={() => toggle(list.rows ?? [], !all)} />
                </Table.Th>
              ) : null}
              {shown.map((column) => (
                <Table.Th key={column.id} data-numeric={column.numeric || undefined}>
                  {column.name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {table.getRowModel().rows.map((row) => (
              <DataRow
                key={row.id}
                item={row.original}
                name={rowName(row.original)}
                columns={shown}
                chosen={selection ? selection.chosen.has(row.id) : undefined}
                canOpen={Boolean(onOpen)}
                act={act}
              />
            ))}
          </Table.Tbody>
        </Table>
      </section>
      <Center py="sm">
        {list.hasMore ? (
          <Button variant="default" onClick={list.loadMore} loading={list.loadingMore}>
            {t('more')}
          </Button>
        ) : (
          <Text size="sm" c="dimmed">
            {t('rows', { count: list.rows.length })}
          </Text>
        )}
      </Center>
    </div>
  )
}

function LoadingRows() {
  const { t } = useTranslation()
  return (
    <div role="status" aria-label={t('loading')}>
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <Skeleton key={row} height={36} mb={6} />
      ))}
    </div>
  )
}
