// What the event says of all its units.
import { useTranslation } from 'react-i18next'
import { HoldBadges, StatusBadge } from '@/ui/Badges'
import { Details } from '@/ui/Details'
import { number } from '@/ui/format'
import { EventLink, LocationLink, PackageLink, PartyLink } from '@/ui/links'
import { Panel } from '@/ui/Panel'
import { Mono, Time } from '@/ui/Texts'
import { useWords } from '@/ui/words'
import { codeOf } from './events'
import type { HashedEvent } from './useEvent'

export function FactsPanel({ event: { body, seq } }: { event: HashedEvent }) {
  const { t } = useTranslation(['events', 'common'])
  const words = useWords()
  const { location, party, order, parts } = body
  const time = <Time at={body.time} />
  const recorded = <Time at={body.recorded} />
  const status = body.status ? <StatusBadge status={body.status} /> : null
  const hold = body.hold ? <HoldBadges holds={[body.hold]} /> : null
  const where = location ? <LocationLink code={location[1]} /> : null
  const whom = party ? <PartyLink code={party[1]} /> : null
  const parcel = body.package ? <PackageLink code={body.package[1]} /> : null
  const undone = body.undo ? <EventLink id={body.undo}>{t('events:undone')}</EventLink> : null
  const due = body.due ? <Time at={new Date(body.due).toISOString()} /> : null
  const orderText = order ? <Mono>{order}</Mono> : null
  return (
    <Panel title={t('events:facts')}>
      <Details
        rows={[
          [t('events:what'), words.command(body.command)],
          [t('common:time'), time],
          [t('events:recorded'), recorded],
          [t('common:who'), body.actor[1]],
          [t('common:device'), body.device],
          [t('events:statusAfter'), status],
          [t('events:hold'), hold],
          [t('common:location'), where],
          [t('common:party'), whom],
          [t('common:order'), orderText],
          [t('common:lot'), codeOf(body.lot)],
          [t('events:package'), parcel],
          [t('events:choice'), body.choice],
          [t('events:count'), body.count],
          [t('events:due'), due],
          [t('events:undoOf'), undone],
          [t('common:reason'), body.reason],
          [t('common:note'), body.note],
          [t('events:place'), number(seq)],
          [t('events:part'), parts ? t('events:partOf', { part: body.part, parts }) : null],
        ]}
      />
    </Panel>
  )
}
