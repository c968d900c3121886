// The list of parties.
import { Button, Group, Select } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { useMay } from '@/app/session'
import { ActiveFilter, activeOf } from '@/ui/ActiveFilter'
import { type Column, DataTable } from '@/ui/DataTable'
import { DownloadMenu } from '@/ui/DownloadMenu'
import { Empty } from '@/ui/Empty'
import { PartyLink } from '@/ui/links'
import { MasterDialog } from '@/ui/master/MasterDialog'
import { Page } from '@/ui/Page'
import { SearchInput } from '@/ui/SearchInput'
import { Mono } from '@/ui/Texts'
import { usePagedList } from '@/ui/usePagedList'
import { useWords } from '@/ui/words'
import { isPartyKind, type Party, partyFields, partyKinds, sendParty } from './parties'

export default function PartiesPage() {
  const { t } = useTranslation(['parties', 'common'])
  const words = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const search = useSearch({ from: '/parties' })
  const [making, setMaking] = useState(false)
  const kind = isPartyKind(search.kind) ? search.kind : undefined
  const query = { q: search.q || undefined, kind, active: activeOf(search.active) }
  const list = usePagedList(['parties', query], (cursor, signal) =>
    unwrap(api.GET('/v1/parties', { params: { query: { ...query, limit: 100, cursor } }, signal })),
  )
  const columns = useMemo<Column<Party>[]>(
    () => [
      {
        id: 'name',
        name: t('common:name'),
        cell: ({ row }) => <PartyLink code={row.original.code}>{row.original.name}</PartyLink>,
      },
      { id: 'code', name: t('common:code'), cell: ({ row }) => <Mono>{row.original.code}</Mono> },
      { id: 'kind', name: t('parties:kind'), cell: ({ row }) => words.party_kind(row.original.kind) },
      { id: 'contact', name: t('parties:contact'), cell: ({ row }) => row.original.contact },
      { id: 'phone', name: t('parties:phone'), cell: ({ row }) => row.original.phone },
      {
        id: 'active',
        name: t('common:status'),
        cell: ({ row }) => (row.original.active ? t('common:active') : t('common:closed')),
      },
    ],
    [t, words],
  )
  const set = (change: Record<string, string>) =>
    void navigate({ to: '/parties', search: { ...search, ...change }, replace: true })
  const make = may('POST /v1/parties') ? (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
      {t('parties:new')}
    </Button>
  ) : null
  const filtered = Boolean(search.q || search.active || search.kind)
  return (
    <Page
      title={t('parties:title')}
      actions={
        <>
          <DownloadMenu path="/v1/parties" query={query} />
          {make}
        </>
      }
    >
      <Group mb="md">
        <SearchInput label={t('parties:search')} value={search.q ?? ''} onChange={(q) => set({ q })} />
        <Select
          aria-label={t('parties:kind')}
          placeholder={t('parties:anyKind')}
          clearable
          clearButtonProps={{ 'aria-label': t('common:clear') }}
          data={partyKinds.map((value) => ({ value, label: words.party_kind(value) }))}
          value={kind ?? null}
          onChange={(value) => set({ kind: value ?? '' })}
        />
        <ActiveFilter value={search.active} onChange={(active) => set({ active })} />
      </Group>
      <DataTable
        label={t('parties:title')}
        list={list}
        columns={columns}
        rowKey={(row) => row.code}
        onOpen={(row) => void navigate({ to: '/parties/$code', params: { code: row.code } })}
        empty={filtered ? undefined : <Empty title={t('parties:none')} text={t('parties:noneText')} action={make} />}
      />
      {making ? (
        <MasterDialog
          title={t('parties:new')}
          fields={partyFields(t, words.party_kind)}
          thing={null}
          send={sendParty(null)}
          touches={['parties']}
          onDone={(made) => void navigate({ to: '/parties/$code', params: { code: made.code } })}
          onClose={() => setMaking(false)}
        />
      ) : null}
    </Page>
  )
}
