// What the unit is in and what is in it, now as a tree; and over time: what it went into, and what it was made of.
import { SegmentedControl, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import type { Unit } from '@/ui/command'
import { Panel } from '@/ui/Panel'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { PartsTree } from './PartsTree'
import { TraceList } from './TraceList'

type Shown = 'now' | 'forward' | 'backward'

export function PartsPanel({ unit }: { unit: Unit }) {
  const { t } = useTranslation(['units', 'trace'])
  const [shown, setShown] = useState<Shown>('now')
  return (
    <Panel title={t('units:parts.title')}>
      <Stack gap="sm">
        <SegmentedControl
          fullWidth
          aria-label={t('units:parts.title')}
          value={shown}
          onChange={(value) => setShown(value as Shown)}
          data={[
            { value: 'now', label: t('units:parts.now') },
            { value: 'forward', label: t('trace:forward') },
            { value: 'backward', label: t('trace:backward') },
          ]}
        />
        {shown === 'now' ? <PartsNow unit={unit} /> : <TraceList key={shown} id={unit.id} direction={shown} />}
      </Stack>
    </Panel>
  )
}

function PartsNow({ unit }: { unit: Unit }) {
  const { t } = useTranslation('units')
  const params = { path: { id: unit.id } }
  const contents = useQuery({
    queryKey: ['unit', unit.id, 'contents'],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/units/{id}/contents', { params, signal })),
  })
  const around = useQuery({
    queryKey: ['unit', unit.id, 'trace', 'forward'],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/units/{id}/trace', { params, signal })),
    enabled: unit.parent !== undefined,
  })
  if (contents.error || around.error) return <ProblemAlert error={contents.error ?? around.error} />
  if (!contents.data || (unit.parent && !around.data)) return <Skeleton height={48} />
  if (contents.data.items.length === 0 && !unit.parent) {
    return (
      <Text size="sm" c="dimmed">
        {t('parts.none')}
      </Text>
    )
  }
  return (
    <>
      <PartsTree unit={unit} around={around.data?.items ?? []} inside={contents.data.items} />
      {contents.data.more ? (
        <Text size="sm" c="dimmed">
          {t('parts.more')}
        </Text>
      ) : null}
    </>
  )
}
