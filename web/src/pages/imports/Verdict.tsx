// What a report says in figures: rows, good, bad, and what was made of them.
import { Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { number } from '@/ui/format'
import type { ImportReport } from '../jobs/jobs'

const made = ['units', 'products', 'locations', 'parties'] as const

export function Verdict({ report }: { report: ImportReport }) {
  const { t } = useTranslation('imports')
  const created = made.filter((kind) => report.created[kind] > 0)
  return (
    <Stack gap="sm">
      <SimpleGrid cols={3} maw={480}>
        <Figure name={t('rows')} value={report.rows} />
        <Figure name={t('good')} value={report.good} />
        <Figure name={t('bad')} value={report.bad} loud={report.bad > 0} />
      </SimpleGrid>
      {created.length > 0 ? (
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {report.written ? t('made') : t('wouldMake')}
          </Text>
          <Text size="sm">{created.map((kind) => t(`count.${kind}`, { count: report.created[kind] })).join(', ')}</Text>
        </Group>
      ) : null}
      {report.ignored_columns.length > 0 ? (
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {t('ignored')}
          </Text>
          <Text size="sm">{report.ignored_columns.join(', ')}</Text>
        </Group>
      ) : null}
    </Stack>
  )
}

function Figure({ name, value, loud = false }: { name: string; value: number; loud?: boolean }) {
  return (
    <Stack gap={0}>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text size="xl" fw={600} c={loud ? 'var(--mantine-color-red-text)' : undefined}>
        {number(value)}
      </Text>
    </Stack>
  )
}
