// The labels of this unit: who printed them when; those that say a number which it has no more are void.
import { Anchor, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'
import { useMay } from '@/app/session'
import { Panel } from '@/ui/Panel'
import { Mono, Time } from '@/ui/Texts'

type UnitLabel = components['schemas']['UnitLabel']
const SHOWN = 20

export function LabelsPanel({ unit }: { unit: { id: number; serial: string } }) {
  const { t } = useTranslation('printing')
  const may = useMay()
  const { data } = useQuery({
    queryKey: ['unit', 'labels', unit.id, unit.serial],
    queryFn: ({ signal }) => {
      const params = { path: { id: unit.id }, query: { limit: SHOWN } }
      return unwrap(api.GET('/v1/units/{id}/labels', { params, signal }))
    },
    enabled: may('GET /v1/units/{id}/labels'),
  })
  if (!may('GET /v1/units/{id}/labels')) return null
  return (
    <Panel title={t('ofUnit')}>
      {data ? null : <Skeleton height={40} />}
      {data?.items.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('neverPrinted')}
        </Text>
      ) : null}
      <Stack gap="xs">
        {data?.items.map((label) => (
          <Printed key={`${label.job} ${label.position}`} label={label} />
        ))}
      </Stack>
    </Panel>
  )
}

function Printed({ label }: { label: UnitLabel }) {
  const { t } = useTranslation('printing')
  const state = t(`label.${label.state}`, { now: label.now ?? '' })
  return (
    <div>
      <Text size="sm">
        <Anchor renderRoot={(props) => <Link to="/print/$id" params={{ id: label.job }} {...props} />}>
          <Mono>{label.code}</Mono>
        </Anchor>{' '}
        <Text span inherit c={label.state === 'void' ? 'var(--mantine-color-red-text)' : undefined}>
          {state}
        </Text>
      </Text>
      <Text size="xs" c="dimmed">
        {label.actor}, <Time at={label.created_at} />, {label.printer}
        {label.reason ? ` · ${t('again', { reason: label.reason })}` : null}
      </Text>
    </div>
  )
}
