// What did not go as it should, newest first: what, on which unit, by whom and when, and why.
import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Empty } from '@/ui/Empty'
import { EventLink, UnitLink } from '@/ui/links'
import { Panel } from '@/ui/Panel'
import { Time } from '@/ui/Texts'
import { useWords } from '@/ui/words'
import classes from './Dashboard.module.css'
import type { Dashboard } from './useDashboard'

type Exception = Dashboard['exceptions'][number]

export function ExceptionsPanel({ exceptions }: { exceptions: Exception[] }) {
  const { t } = useTranslation('dashboard')
  return (
    <Panel title={t('exceptions.title')}>
      {exceptions.length === 0 ? (
        <Empty title={t('exceptions.nothing')} />
      ) : (
        <ul className={classes.events}>
          {exceptions.slice(0, 10).map((event) => (
            <ExceptionRow key={event.id} event={event} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function ExceptionRow({ event }: { event: Exception }) {
  const { t } = useTranslation(['dashboard', 'common'])
  const words = useWords()
  const why = event.reason ?? event.note
  return (
    <li className={classes.event}>
      <span>
        <EventLink id={event.id}>{words.command(event.command)}</EventLink>{' '}
        {event.unit ? (
          <>
            <UnitLink id={event.unit.id}>{event.unit.serial}</UnitLink>{' '}
            <Text span inherit c="dimmed">
              {event.unit.product}
            </Text>
          </>
        ) : (
          t('common:units', { count: event.units })
        )}
      </span>
      <Text span inherit c="dimmed">
        <Time at={event.time} ago />
      </Text>
      <Text span size="sm" c="dimmed">
        {why ? `${event.actor} · ${why}` : event.actor}
      </Text>
    </li>
  )
}
