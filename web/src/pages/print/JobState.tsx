// The state of a print job as a word with its sign, and why it waits.
import { Group, Text } from '@mantine/core'
import {
  type Icon,
  IconBan,
  IconCircleCheck,
  IconClock,
  IconHelpCircle,
  IconPlayerPause,
  IconPrinter,
  IconRosetteDiscountCheck,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { PrintJobRow } from '@/ui/print/printing'

const signs: Record<PrintJobRow['state'], Icon> = {
  queued: IconClock,
  printing: IconPrinter,
  paused: IconPlayerPause,
  waiting_for_decision: IconHelpCircle,
  printed: IconCircleCheck,
  verified: IconRosetteDiscountCheck,
  cancelled: IconBan,
}

export function JobState({ job: { state, problem, detail } }: { job: PrintJobRow }) {
  const { t } = useTranslation('printing')
  const Sign = signs[state]
  const look = state === 'waiting_for_decision' || (state === 'paused' && problem !== 'by_person')
  const color = look ? 'var(--mantine-color-red-text)' : undefined
  return (
    <>
      <Group gap={6} wrap="nowrap" display="inline-flex">
        <Sign size={16} aria-hidden color={color} />
        <Text span inherit c={color}>
          {t(`state.${state}`)}
        </Text>
      </Group>
      {problem && state === 'paused' ? (
        <Text size="sm" c="dimmed" maw={420}>
          {t(`problem.${problem}`)} {problem === 'by_person' ? null : detail}
        </Text>
      ) : null}
    </>
  )
}
