// All places as a tree, with how many units are in each.
import { Button, Checkbox, Group, Skeleton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '@/app/session'
import { DownloadMenu } from '@/ui/DownloadMenu'
import { Empty } from '@/ui/Empty'
import { MasterDialog } from '@/ui/master/MasterDialog'
import { Page } from '@/ui/Page'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { PrintButton } from '@/ui/print/PrintButton'
import { SearchInput } from '@/ui/SearchInput'
import { useWords } from '@/ui/words'
import { locationFields, type Place, placesQuery, rowsOf, sendLocation } from './locations'
import { PlaceTree } from './PlaceTree'

const NONE: Place[] = []

export default function LocationsPage() {
  const { t } = useTranslation(['locations', 'common'])
  const words = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const search = useSearch({ from: '/locations' })
  const [dialog, setDialog] = useState<'new' | null>(null)
  const [open, setOpen] = useState<ReadonlySet<string> | null>(null)
  const [closedToo, setClosedToo] = useState(false)
  const { data: roots, error } = useQuery(placesQuery)
  // At first the upper levels are open: as much as a screen takes.
  const opened = useMemo(() => open ?? new Set((roots ?? NONE).map((root) => root.code)), [open, roots])
  const rows = useMemo(
    () => rowsOf(roots ?? NONE, opened, search.q ?? '').filter((place) => closedToo || place.active),
    [roots, opened, search.q, closedToo],
  )
  const toggle = (code: string) => {
    const next = new Set(opened)
    if (!next.delete(code)) next.add(code)
    setOpen(next)
  }
  const make = may('POST /v1/locations') ? (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setDialog('new')}>
      {t('locations:new')}
    </Button>
  ) : null
  return (
    <Page
      title={t('locations:title')}
      actions={
        <>
          <PrintButton
            name={t('locations:labels')}
            disabled={rows.length === 0}
            things={() => ({ kind: 'location', locations: rows.map((place) => place.code) })}
          />
          <DownloadMenu path="/v1/locations" query={{ q: search.q }} />
          {make}
        </>
      }
    >
      <Group mb="md">
        <SearchInput
          label={t('locations:search')}
          value={search.q ?? ''}
          onChange={(q) => void navigate({ to: '/locations', search: { ...search, q }, replace: true })}
        />
        <Checkbox
          label={t('locations:closedToo')}
          checked={closedToo}
          onChange={(event) => setClosedToo(event.currentTarget.checked)}
        />
      </Group>
      <ProblemAlert error={error} />
      {!roots && !error ? <Skeleton height={240} /> : null}
      {roots?.length === 0 ? <Empty title={t('locations:none')} text={t('locations:noneText')} action={make} /> : null}
      {roots && roots.length > 0 ? (
        rows.length > 0 ? (
          <PlaceTree rows={rows} open={opened} searching={Boolean(search.q)} onToggle={toggle} />
        ) : (
          <Empty title={t('common:nothingFound')} text={t('common:changeFilter')} />
        )
      ) : null}
      {dialog === 'new' ? (
        <MasterDialog
          title={t('locations:new')}
          fields={locationFields(t, words.location_kind)}
          thing={null}
          send={sendLocation(null)}
          touches={['locations']}
          onDone={(made) => void navigate({ to: '/locations/$code', params: { code: made.code } })}
          onClose={() => setDialog(null)}
        />
      ) : null}
    </Page>
  )
}
