// One party: how to reach it, and the units that it has, owns or supplied.
import { Anchor, Badge, Button, Grid, Skeleton, Stack, Text } from '@mantine/core'
import { IconEdit } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '@/app/session'
import { CloseOrOpen } from '@/ui/CloseOrOpen'
import { Details } from '@/ui/Details'
import { pairsOf } from '@/ui/master/fields'
import { MasterDialog } from '@/ui/master/MasterDialog'
import { Page } from '@/ui/Page'
import { Panel } from '@/ui/Panel'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Mono, Time } from '@/ui/Texts'
import { useWords } from '@/ui/words'
import { PartyUnits } from './PartyUnits'
import { type Party, partyFields, partyQuery, sendParty } from './parties'

export default function PartyPage() {
  const { code } = useParams({ from: '/parties/$code' })
  const { data: party, error } = useQuery(partyQuery(code))
  if (party) return <Shown party={party} />
  return <Page title={code}>{error ? <ProblemAlert error={error} /> : <Skeleton height={200} />}</Page>
}

function Shown({ party }: { party: Party }) {
  const { t } = useTranslation(['parties', 'common'])
  const words = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const [editing, setEditing] = useState(false)
  const { code } = party
  return (
    <Page
      title={party.name}
      beside={
        <>
          <Mono c="dimmed">{code}</Mono>
          {party.active ? null : <Badge color="gray.7">{t('common:closed')}</Badge>}
        </>
      }
      actions={
        may('PATCH /v1/parties/{code}') ? (
          <>
            <CloseOrOpen active={party.active} send={sendParty(party)} touches="parties" />
            <Button leftSection={<IconEdit size={16} aria-hidden />} onClick={() => setEditing(true)}>
              {t('common:edit')}
            </Button>
          </>
        ) : null
      }
    >
      <Grid>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Panel title={t('parties:details')}>
            <Details
              rows={[
                [t('parties:kind'), words.party_kind(party.kind)],
                [t('parties:contact'), party.contact],
                [
                  t('parties:email'),
                  party.email ? (
                    <Anchor key="mail" href={`mailto:${encodeURIComponent(party.email)}`}>
                      {party.email}
                    </Anchor>
                  ) : null,
                ],
                [
                  t('parties:phone'),
                  party.phone ? (
                    <Anchor key="phone" href={`tel:${encodeURIComponent(party.phone)}`}>
                      {party.phone}
                    </Anchor>
                  ) : null,
                ],
                [
                  t('parties:address'),
                  party.address ? (
                    <Text key="address" inherit style={{ whiteSpace: 'pre-line' }}>
                      {party.address}
                    </Text>
                  ) : null,
                ],
                ['GLN', party.gln ? <Mono key="gln">{party.gln}</Mono> : null],
                ...pairsOf(party.attributes).map(({ name, value }): [string, string] => [name, value]),
                [t('parties:since'), <Time key="since" at={party.created_at} />],
              ]}
            />
          </Panel>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack>
            <PartyUnits code={code} as="party" title={t('parties:has')} />
            {party.kind === 'customer' ? <PartyUnits code={code} as="owner" title={t('parties:owns')} /> : null}
            {party.kind === 'supplier' ? <PartyUnits code={code} as="supplier" title={t('parties:supplied')} /> : null}
          </Stack>
        </Grid.Col>
      </Grid>
      {editing ? (
        <MasterDialog
          title={t('parties:change')}
          fields={partyFields(t, words.party_kind)}
          thing={party}
          send={sendParty(party)}
          touches={['parties']}
          onDone={(saved) => {
            setEditing(false)
            if (saved.code !== code)
              void navigate({ to: '/parties/$code', params: { code: saved.code }, replace: true })
          }}
          onClose={() => setEditing(false)}
        />
      ) : null}
    </Page>
  )
}
