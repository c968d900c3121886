// How far one job is: a bar, what it is at, how much of how much.
import { Group, Progress, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { number } from '@/ui/format'
import { type Job, percentOf, stepOf } from './jobs'

export function JobProgress({ job, thin = false }: { job: Job; thin?: boolean }) {
  const { t } = useTranslation('jobs')
  const percent = percentOf(job)
  const counted = job.total > 0 ? `${number(job.done)} / ${number(job.total)}` : job.done > 0 ? number(job.done) : ''
  return (
    <Stack gap={4} miw={160} w="100%">
      <Progress.Root size={thin ? 'sm' : 'lg'}>
        <Progress.Section
          value={percent ?? 100}
          animated={percent === null}
          striped={percent === null}
          aria-label={t('progress')}
        />
      </Progress.Root>
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed">
          {job.cancelling ? t('cancelling') : t(`step.${stepOf(job)}`)}
        </Text>
        <Text size="sm">{counted}</Text>
      </Group>
    </Stack>
  )
}
