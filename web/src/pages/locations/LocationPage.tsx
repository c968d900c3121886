// One place: where it is, what is in it, and its code to scan.
import { Anchor, Badge, Breadcrumbs, Button, Grid, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconEdit } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '@/app/session'
import { CloseOrOpen } from '@/ui/CloseOrOpen'
import { Details } from '@/ui/Details'
import { number } from '@/ui/format'
import { LocationLink } from '@/ui/links'
import { pairsOf } from '@/ui/master/fields'
import { MasterDialog } from '@/ui/master/MasterDialog'
import { Page } from '@/ui/Page'
import { Panel } from '@/ui/Panel'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { PrintButton } from '@/ui/print/PrintButton'
import { StockBy } from '@/ui/StockBy'
import { Mono, Time } from '@/ui/Texts'
import { useWords } from '@/ui/words'
import { type Location, locationFields, locationQuery, type Place, placesQuery, sendLocation } from './locations'

const CHILDREN_SHOWN = 100

export default function LocationPage() {
  const { code } = useParams({ from: '/locations/$code' })
  const { data: place, error } = useQuery(locationQuery(code))
  if (place) return <Shown place={place} />
  return <Page title={code}>{error ? <ProblemAlert error={error} /> : <Skeleton height={200} />}</Page>
}

/** From the root down to the place itself; empty until the tree is known. */
function pathTo(roots: Place[], code: string): Place[] {
  for (const place of roots) {
    if (place.code === code) return [place]
    const rest = pathTo(place.children, code)
    if (rest.length > 0) return [place, ...rest]
  }
  return []
}

function Shown({ place }: { place: Location }) {
  const { t } = useTranslation(['locations', 'common'])
  const words = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'edit' | null>(null)
  const path = pathTo(useQuery(placesQuery).data ?? [], place.code)
  const inside = path.at(-1)?.children ?? []
  return (
    <Page
      title={place.name || place.code}
      beside={
        <>
          <Mono c="dimmed">{place.code}</Mono>
          {place.active ? null : <Badge color="gray.7">{t('common:closed')}</Badge>}
        </>
      }
      actions={
        <>
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/units" search={{ location: place.code }} {...props} />}
          >
            {t('locations:units')}
          </Button>
          <PrintButton name={t('locations:label')} things={() => ({ kind: 'location', locations: [place.code] })} />
          {may('PATCH /v1/locations/{code}') ? (
            <>
              <CloseOrOpen active={place.active} send={sendLocation(place)} touches="locations" />
              <Button leftSection={<IconEdit size={16} aria-hidden />} onClick={() => setOpen('edit')}>
                {t('common:edit')}
              </Button>
            </>
          ) : null}
        </>
      }
    >
      <Breadcrumbs mb="md">
        <Anchor renderRoot={(props) => <Link to="/locations" {...props} />}>{t('locations:title')}</Anchor>
        {path.map((step) => (
          <LocationLink key={step.code} code={step.code} />
        ))}
      </Breadcrumbs>
      <Grid>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack>
            <Panel title={t('locations:details')}>
              <Details
                rows={[
                  [t('common:code'), <Mono key="code">{place.code}</Mono>],
                  [t('locations:kind'), words.location_kind(place.kind)],
                  [t('locations:parent'), place.parent ? <LocationLink key="parent" code={place.parent} /> : null],
                  ['GLN', place.gln ? <Mono key="gln">{place.gln}</Mono> : null],
                  ...pairsOf(place.attributes).map(({ name, value }): [string, string] => [name, value]),
                  [t('locations:since'), <Time key="since" at={place.created_at} />],
                ]}
              />
            </Panel>
            {inside.length > 0 ? (
              <Panel title={t('locations:inside')}>
                <Stack gap={6}>
                  {inside.slice(0, CHILDREN_SHOWN).map((child) => (
                    <Group key={child.code} justify="space-between" wrap="nowrap">
                      <span>
                        <LocationLink code={child.code} />{' '}
                        <Text span size="sm" c="dimmed">
                          {child.name}
                        </Text>
                      </span>
                      <Text span>{number(child.below)}</Text>
                    </Group>
                  ))}
                </Stack>
              </Panel>
            ) : null}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Panel title={t('locations:what')}>
            <StockBy location={place.code} by="product" />
          </Panel>
        </Grid.Col>
      </Grid>
      {open === 'edit' ? (
        <MasterDialog
          title={t('locations:change')}
          fields={locationFields(t, words.location_kind)}
          thing={place}
          send={sendLocation(place)}
          touches={['locations']}
          onDone={(saved) => {
            setOpen(null)
            if (saved.code !== place.code)
              void navigate({ to: '/locations/$code', params: { code: saved.code }, replace: true })
          }}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </Page>
  )
}
