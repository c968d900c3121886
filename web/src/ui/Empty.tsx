// Nothing to show: why, and the next step.
import { Stack, Text } from '@mantine/core'
import { type Icon, IconInbox } from '@tabler/icons-react'
import type { ReactNode } from 'react'

type Props = { title: string; text?: string; action?: ReactNode; icon?: Icon }

export function Empty({ title, text, action, icon: Picture = IconInbox }: Props) {
  return (
    <Stack align="center" gap="xs" py={48} px="md" ta="center">
      <Picture size={40} stroke={1.2} aria-hidden />
      <Text fw={600}>{title}</Text>
      {text ? (
        <Text c="dimmed" maw={480}>
          {text}
        </Text>
      ) : null}
      {action}
    </Stack>
  )
}
