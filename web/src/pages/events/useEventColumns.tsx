import { Text } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { components } from '@/api/schema'
import type { Column } from '@/ui/DataTable'
import { number } from '@/ui/format'
import { EventLink, LocationLink, PartyLink } from '@/ui/links'
import { Mono, Time } from '@/ui/Texts'
import { useWords } from '@/ui/words'

type Row = components['schemas']['EventRow']

export function useEventColumns(): Column<Row>[] {
  const { t } = useTranslation(['events', 'common'])
  const words = useWords()
  return useMemo(
    () => [
      {
        id: 'command',
        name: t('events:what'),
        cell: ({ row: { original: event } }) => <EventLink id={event.id}>{words.command(event.command)}</EventLink>,
      },
      { id: 'time', name: t('common:time'), cell: ({ row }) => <Time at={row.original.time} /> },
      {
        id: 'units',
        name: t('events:units'),
        numeric: true,
        cell: ({ row }) => number(row.original.units),
      },
      {
        id: 'location',
        name: t('common:location'),
        cell: ({ row }) => (row.original.location ? <LocationLink code={row.original.location} /> : null),
      },
      {
        id: 'party',
        name: t('common:party'),
        cell: ({ row }) => (row.original.party ? <PartyLink code={row.original.party} /> : null),
      },
      {
        id: 'order',
        name: t('common:order'),
        cell: ({ row }) => (row.original.order ? <Mono>{row.original.order}</Mono> : null),
      },
      { id: 'actor', name: t('common:who'), cell: ({ row }) => row.original.actor },
      {
        id: 'why',
        name: t('common:reason'),
        cell: ({ row: { original: event } }) => {
          const why = event.reason ?? event.note
          return why ? (
            <Text size="sm" c="dimmed" lineClamp={1} title={why} maw="24rem">
              {why}
            </Text>
          ) : null
        },
      },
    ],
    [t, words],
  )
}
