// What happened, newest first. New events do not push the list about while somebody reads: a button tells how many there are.
import { Button } from '@mantine/core'
import { IconArrowUp, IconHistory } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'
import { DataTable } from '@/ui/DataTable'
import { DownloadMenu } from '@/ui/DownloadMenu'
import { Empty } from '@/ui/Empty'
import { Page } from '@/ui/Page'
import { usePagedList } from '@/ui/usePagedList'
import { EventFilters } from './EventFilters'
import classes from './Events.module.css'
import { asked, isFiltered, queryOf, type Search } from './events'
import { useEventColumns } from './useEventColumns'
import { MANY, useNewEvents } from './useNewEvents'

type Row = components['schemas']['EventRow']

export default function EventsPage() {
  const { t } = useTranslation(['events', 'common'])
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const queries = useQueryClient()
  const columns = useEventColumns()
  const query = asked(queryOf(search))
  const key = ['event-list', query]
  const list = usePagedList<Row>(key, (cursor, signal) =>
    unwrap(api.GET('/v1/events', { params: { query: { ...query, cursor, limit: 50 } }, signal })),
  )
  const rows = list.rows?.filter((event) => event.units > 0)
  const arrived = useNewEvents(query, list.rows && !list.error ? (list.rows[0]?.seq ?? 0) : undefined)
  const change = (change: Search) => void navigate({ to: '/events', search: { ...search, ...change }, replace: true })
  return (
    <Page title={t('events:title')} actions={<DownloadMenu path="/v1/events" query={query} />}>
      <EventFilters search={search} onChange={change} />
      <div className={classes.news} aria-live="polite">
        {arrived > 0 ? (
          <Button
            size="compact-md"
            radius="xl"
            leftSection={<IconArrowUp size={16} aria-hidden />}
            onClick={() => void queries.resetQueries({ queryKey: key })}
          >
            {t('events:arrived', { count: arrived, number: arrived > MANY ? `${MANY}+` : arrived })}
          </Button>
        ) : null}
      </div>
      <DataTable
        label={t('events:title')}
        list={{ ...list, rows }}
        columns={columns}
        rowKey={(event) => event.id}
        onOpen={(event) => void navigate({ to: '/events/$id', params: { id: event.id } })}
        empty={
          isFiltered(search) ? undefined : (
            <Empty icon={IconHistory} title={t('events:empty.title')} text={t('events:empty.text')} />
          )
        }
      />
    </Page>
  )
}
