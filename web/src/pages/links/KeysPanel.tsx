// The keys that links are made with: which there are, and a new one.
import { Badge, Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '@/app/session'
import { Panel } from '@/ui/Panel'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Time } from '@/ui/Texts'
import { type LinkKey, linkKeysQuery } from './links'
import { NewKeyDialog } from './NewKeyDialog'

export function KeysPanel() {
  const { t } = useTranslation('links')
  const may = useMay()
  const [making, setMaking] = useState(false)
  const { data, error } = useQuery(linkKeysQuery)
  const newest = data?.items.at(-1)
  return (
    <Panel
      title={t('keys')}
      actions={
        may('POST /v1/links/keys') ? (
          <Button variant="default" onClick={() => setMaking(true)}>
            {t('newKey')}
          </Button>
        ) : null
      }
    >
      <Stack gap="xs">
        <Text c="dimmed">{t('keysText')}</Text>
        <ProblemAlert error={error} />
        {data || error ? null : <Skeleton height={40} />}
        {data?.items.map((key) => (
          <KeyRow key={key.version} of={key} newest={key === newest} />
        ))}
      </Stack>
      {making ? <NewKeyDialog onClose={() => setMaking(false)} /> : null}
    </Panel>
  )
}

function KeyRow({ of, newest }: { of: LinkKey; newest: boolean }) {
  const { t } = useTranslation('links')
  const state = of.retired_at ? 'retired' : newest ? 'newest' : 'older'
  const colors = { retired: 'gray.7', newest: 'teal.9', older: 'blue.8' }
  return (
    <Group gap="sm" data-key={of.version}>
      <Text fw={600}>{t('keyNumber', { number: of.version })}</Text>
      <Badge color={colors[state]}>{t(`keyStates.${state}`)}</Badge>
      <Text size="sm" c="dimmed">
        {t('keyMade')} <Time at={of.created_at} />
        {of.retired_at ? (
          <>
            , {t('keyVoid')} <Time at={of.retired_at} />
          </>
        ) : null}
      </Text>
    </Group>
  )
}
