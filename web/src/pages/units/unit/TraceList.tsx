// What a unit went into (forward) or was made of (backward), over all its time, with the dates of each.
import { Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { StatusBadge } from '@/ui/Badges'
import { date } from '@/ui/format'
import { PartyLink, UnitLink } from '@/ui/links'
import { ProblemAlert } from '@/ui/ProblemAlert'
import classes from './PartsTree.module.css'

type Props = { id: number; direction: 'forward' | 'backward' }

export function TraceList({ id, direction }: Props) {
  const { t } = useTranslation('trace')
  const trace = useQuery({
    queryKey: ['unit', id, 'trace', direction],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/v1/units/{id}/trace', { params: { path: { id }, query: { direction } }, signal })),
  })
  const span = (from: string, to: string | undefined) =>
    to ? t('fromTo', { from: date(from), to: date(to) }) : t('since', { from: date(from) })
  if (trace.error) return <ProblemAlert error={trace.error} />
  if (!trace.data) return <Skeleton height={64} />
  const { items, holders = [], suppliers = [], lots = [], more } = trace.data
  if (items.length === 0 && holders.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t(direction === 'forward' ? 'noForward' : 'noBackward')}
      </Text>
    )
  }
  return (
    <div>
      {items.map((link) => (
        <div key={`${link.unit.id} ${link.from} ${link.depth}`} className={classes.row}>
          <UnitLink id={link.unit.id}>{link.unit.serial}</UnitLink>{' '}
          <span className={classes.name}>{link.unit.product_name}</span>
          <div className={classes.name}>
            {span(link.from, link.to)}
            {link.depth > 1 ? ` · ${t('depth', { depth: link.depth })}` : null}
          </div>
        </div>
      ))}
      {holders.map((holder) => (
        <div key={`${holder.party} ${holder.from}`} className={classes.row}>
          <PartyLink code={holder.party}>{holder.party_name || undefined}</PartyLink>{' '}
          <StatusBadge status={holder.status} />
          <div className={classes.name}>{span(holder.from, holder.to)}</div>
        </div>
      ))}
      {suppliers.length > 0 ? <Text size="sm">{t('suppliers', { names: suppliers.join(', ') })}</Text> : null}
      {lots.length > 0 ? (
        <Text size="sm">{t('lots', { names: lots.map((lot) => `${lot.product} ${lot.lot}`).join(', ') })}</Text>
      ) : null}
      {more ? (
        <Text size="sm" c="dimmed">
          {t('more')}
        </Text>
      ) : null}
    </div>
  )
}
