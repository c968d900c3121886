// What happened to the unit: newest first, each with who, where, with what, and its proof.
import { Button, Center, Skeleton, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Panel } from '@/ui/Panel'
import { ProblemAlert } from '@/ui/ProblemAlert'
import type { PagedList } from '@/ui/usePagedList'
import type { HistoryEntry } from './life'
import classes from './Timeline.module.css'
import { TimelineEntry } from './TimelineEntry'

type Props = { list: PagedList<HistoryEntry>; unit: { id: number; serial: string; product: string; events: number } }

export function Timeline({ list, unit }: Props) {
  const { t } = useTranslation(['units', 'common'])
  const rows = list.rows
  return (
    <Panel
      title={t('units:history.title')}
      actions={
        <Text size="sm" c="dimmed">
          {t('units:history.events', { count: unit.events })}
        </Text>
      }
    >
      {list.error ? <ProblemAlert error={list.error} /> : null}
      {!rows && !list.error ? [0, 1, 2, 3].map((row) => <Skeleton key={row} height={48} mb="sm" />) : null}
      <ol className={classes.timeline} aria-busy={list.refreshing}>
        {rows?.map((entry, index) => (
          <TimelineEntry key={entry.seq} entry={entry} before={rows[index + 1]} unit={unit} newest={index === 0} />
        ))}
      </ol>
      {list.hasMore ? (
        <Center mt="sm">
          <Button variant="default" onClick={list.loadMore} loading={list.loadingMore}>
            {t('common:more')}
          </Button>
        </Center>
      ) : null}
    </Panel>
  )
}
