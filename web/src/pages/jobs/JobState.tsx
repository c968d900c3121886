// The state of a job as a word with its sign.
import { Group, Text } from '@mantine/core'
import { IconAlertTriangle, IconBan, IconCircleCheck, IconClock, IconPlayerPlay } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Job } from './jobs'

const signs = {
  queued: IconClock,
  running: IconPlayerPlay,
  done: IconCircleCheck,
  failed: IconAlertTriangle,
  cancelled: IconBan,
}

export function JobState({ state }: { state: Job['state'] }) {
  const { t } = useTranslation('jobs')
  const Sign = signs[state]
  return (
    <Group gap={6} wrap="nowrap" component="span" display="inline-flex">
      <Sign size={16} aria-hidden color={state === 'failed' ? 'var(--mantine-color-red-text)' : undefined} />
      <Text span inherit c={state === 'failed' ? 'var(--mantine-color-red-text)' : undefined}>
        {t(`state.${state}`)}
      </Text>
    </Group>
  )
}
