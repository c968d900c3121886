// The bad rows in the order of the file: each cell as it came, the bad ones marked, and the server's sentence. Only the rows that are seen
// are rendered.
import { Group, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { number } from '@/ui/format'
import { Mono } from '@/ui/Texts'
import type { ImportReport } from '../jobs/jobs'
import classes from './BadRows.module.css'
import { type BadRow, badRowsOf, columnsOf } from './badRows'

const ROW_GUESS = 96

export function BadRows({ report }: { report: ImportReport }) {
  const { t } = useTranslation('imports')
  const rows = useMemo(() => badRowsOf(report), [report])
  const scroller = useRef<HTMLElement>(null)
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_GUESS,
    getItemKey: (index) => rows[index]?.line ?? index,
    overscan: 6,
  })
  if (rows.length === 0) return null
  return (
    <Stack gap="xs">
      <Title order={3} size="h4">
        {t('badRows')}
      </Title>
      <Columns report={report} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached with the keyboard */}
      <section ref={scroller} className={classes.list} tabIndex={0} aria-label={t('badRows')}>
        <div className={classes.space} style={{ height: list.getTotalSize() }}>
          {list.getVirtualItems().map((item) => (
            <div
              key={item.key}
              ref={list.measureElement}
              data-index={item.index}
              className={classes.row}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <Row row={rows[item.index]} />
            </div>
          ))}
        </div>
      </section>
      {report.bad > rows.length ? (
        <Text size="sm" c="dimmed">
          {t('moreBad', { shown: number(rows.length), bad: number(report.bad) })}
        </Text>
      ) : null}
    </Stack>
  )
}

function Columns({ report }: { report: ImportReport }) {
  const columns = useMemo(() => columnsOf(report).filter(({ column }) => column !== ''), [report])
  if (columns.length < 2) return null
  return (
    <Group gap="md">
      {columns.map(({ column, count }) => (
        <Text key={column} size="sm" c="dimmed">
          <Mono>{column}</Mono> · {number(count)}
        </Text>
      ))}
    </Group>
  )
}

function Row({ row }: { row: BadRow | undefined }) {
  const { t } = useTranslation('imports')
  if (!row) return null
  return (
    <>
      <Group gap="sm" align="flex-start" wrap="nowrap">
        <Text size="sm" fw={600} style={{ flex: 'none' }}>
          {t('line', { line: number(row.line) })}
        </Text>
        <Stack gap={2}>
          {row.errors.map((error) => (
            <Group key={`${error.column} ${error.detail}`} gap={6} wrap="nowrap" align="flex-start">
              <IconAlertTriangle size={16} aria-hidden color="var(--mantine-color-red-text)" style={{ flex: 'none' }} />
              <Text size="sm">
                {error.column ? <Mono fw={600}>{error.column}: </Mono> : null}
                {error.detail}
              </Text>
            </Group>
          ))}
        </Stack>
      </Group>
      {row.cells.length > 0 ? (
        <div className={classes.cells}>
          {row.cells.map((cell, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the cells of a row never change
            <div key={index} className={classes.cell} data-bad={cell.bad || undefined}>
              <Text size="xs" c={cell.bad ? 'var(--mantine-color-red-text)' : 'dimmed'} truncate title={cell.header}>
                {cell.header}
              </Text>
              <Text size="sm" ff="monospace" className={classes.value} title={cell.value}>
                {cell.value}
              </Text>
            </div>
          ))}
        </div>
      ) : null}
    </>
  )
}
