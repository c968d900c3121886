// One line of facts below what happened: who, with what, where, for which order, into what; then what was said.
import { Text } from '@mantine/core'
import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EventLink, LocationLink, PackageLink, PartyLink } from '@/ui/links'
import { Time } from '@/ui/Texts'
import { useWords } from '@/ui/words'
import type { HistoryEntry } from './life'
import { ParentLink } from './ParentLink'
import classes from './Timeline.module.css'

export function EntryFacts({ entry, late }: { entry: HistoryEntry; late: boolean }) {
  const { t } = useTranslation(['units', 'common', 'command'])
  const words = useWords()
  const facts: Record<string, ReactNode> = {
    who: entry.device ? t('units:history.with', { actor: entry.actor, device: entry.device }) : entry.actor,
    location: entry.location && <LocationLink code={entry.location} />,
    party: entry.party && <PartyLink code={entry.party} />,
    parent: entry.parent_serial && <ParentLink product={entry.parent_product} serial={entry.parent_serial} />,
    package: entry.package && <PackageLink code={entry.package} />,
    order: entry.order && t('units:history.order', { order: entry.order }),
    choice: entry.choice && t(`command:choice.${entry.choice}` as 'command:choice.good', entry.choice),
    hold: entry.hold && words.hold(entry.hold),
    lot: entry.lot && t('units:history.lot', { lot: entry.lot }),
    count: entry.count && t('units:history.count', { count_name: entry.count }),
    due: entry.due && <Due at={entry.due} />,
    covered: entry.covered !== undefined && t(entry.covered ? 'units:history.covered' : 'units:history.notCovered'),
    undo: entry.undo && <EventLink id={entry.undo}>{t('units:history.undoes')}</EventLink>,
  }
  return (
    <>
      <Text size="sm" component="div" className={classes.facts}>
        {Object.entries(facts)
          .filter(([, fact]) => fact)
          .map(([name, fact], index) => (
            <Fragment key={name}>
              {index > 0 ? <span aria-hidden> · </span> : null}
              <span>{fact}</span>
            </Fragment>
          ))}
      </Text>
      {entry.reason ? <Text size="sm">{t('units:history.reason', { reason: entry.reason })}</Text> : null}
      {entry.note ? (
        <Text size="sm" fs="italic">
          {entry.note}
        </Text>
      ) : null}
      {late ? (
        <Text size="xs" c="dimmed">
          {t('units:history.recorded')} <Time at={entry.recorded} />
        </Text>
      ) : null}
    </>
  )
}

function Due({ at }: { at: string }) {
  const { t } = useTranslation('units')
  return (
    <>
      {t('history.due')} <Time at={at} />
    </>
  )
}
