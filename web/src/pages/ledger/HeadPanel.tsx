// Size and root of the ledger now, and what they are good for.
import { Group, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { noteText } from '@/ledger/merkle'
import { CopyButton } from '@/ui/CopyButton'
import { Panel } from '@/ui/Panel'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Count, Mono, Time } from '@/ui/Texts'

export function HeadPanel() {
  const { t } = useTranslation('ledger')
  const { data, error } = useQuery({ queryKey: ['ledger'], queryFn: () => unwrap(api.GET('/v1/ledger')) })
  if (error) return <ProblemAlert error={error} />
  if (!data) return <Skeleton height={180} />
  return (
    <Panel>
      <SimpleGrid cols={{ base: 1, sm: 2 }} mb="md">
        <Fact name={t('size')}>
          <Text size="xl" fw={600}>
            <Count value={data.size} />
          </Text>
        </Fact>
        <Fact name={t('recorded')}>
          <Text size="xl" fw={600}>
            {data.recorded_at ? <Time at={data.recorded_at} ago /> : '–'}
          </Text>
        </Fact>
      </SimpleGrid>
      <Fact name={t('root')}>
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <Mono>{data.root}</Mono>
          <CopyButton value={noteText(data)} label={t('copyNote')} />
        </Group>
      </Fact>
      <Stack gap={4} mt="md" maw={760}>
        <Text size="sm">{t('meaning')}</Text>
        <Text size="sm" c="dimmed">
          {t('keep')}
        </Text>
      </Stack>
    </Panel>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Stack gap={0}>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      {children}
    </Stack>
  )
}
