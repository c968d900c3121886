// The first units of a party in one respect (has, owns, supplied), and the way to all of them.
import { Anchor, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { StatusBadge } from '@/ui/Badges'
import { UnitLink } from '@/ui/links'
import { Panel } from '@/ui/Panel'
import { ProblemAlert } from '@/ui/ProblemAlert'

const SHOWN = 8

type Props = { code: string; as: 'party' | 'owner' | 'supplier'; title: string }

export function PartyUnits({ code, as, title }: Props) {
  const { t } = useTranslation(['parties', 'common'])
  const query = { [as]: code, limit: SHOWN }
  const units = useQuery({
    queryKey: ['units', 'of', query],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/units', { params: { query }, signal })),
  })
  return (
    <Panel
      title={title}
      actions={
        <Anchor size="sm" renderRoot={(props) => <Link to="/units" search={{ [as]: code }} {...props} />}>
          {t('common:all')}
          <span className="mantine-visually-hidden">: {title}</span>
        </Anchor>
      }
    >
      <ProblemAlert error={units.error} />
      {!units.data && !units.error ? <Skeleton height={80} /> : null}
      {units.data?.items.length === 0 ? <Text c="dimmed">{t('common:nothing')}</Text> : null}
      <Stack gap={6}>
        {units.data?.items.map((unit) => (
          <Group key={unit.id} justify="space-between" wrap="nowrap">
            <Text size="sm" truncate>
              <UnitLink id={unit.id}>{unit.serial}</UnitLink> {unit.product_name}
            </Text>
            <StatusBadge status={unit.status} />
          </Group>
        ))}
      </Stack>
    </Panel>
  )
}
