// What was settled lately: by the server, or by a person with a reason.
import { useTranslation } from 'react-i18next'
import type { Scan } from '@/queue'
import { EventLink } from '@/ui/links'
import { Panel } from '@/ui/Panel'
import classes from './queue.module.css'
import { ScanRow } from './ScanRow'

function Settled({ entry }: { entry: Scan }) {
  const { t } = useTranslation('queue')
  if (entry.dropped?.how === 'cancelled') return t('done.cancelled', { by: entry.dropped.by })
  if (entry.dropped) return t('done.givenUp', { by: entry.dropped.by, reason: entry.dropped.reason })
  const event = entry.answer?.events[0]?.id
  return event ? <EventLink id={event}>{t('done.done')}</EventLink> : t('done.done')
}

export function SettledList({ entries }: { entries: Scan[] }) {
  const { t } = useTranslation('queue')
  return (
    <Panel title={t('done.title')}>
      <ol className={classes.list}>
        {entries.map((entry) => (
          <ScanRow key={entry.id} entry={entry} note={<Settled entry={entry} />} />
        ))}
      </ol>
    </Panel>
  )
}
