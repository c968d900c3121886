// A verdict with its reasons: green and calm when all is well, loud when it is not.
import { Alert, List, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconShieldCheck, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'

export type Line = { text: string; good: boolean }
type Props = { good: boolean; title: string; text?: string; lines?: Line[]; children?: ReactNode }

export function Finding({ good, title, text, lines = [], children }: Props) {
  return (
    <Alert
      role={good ? 'status' : 'alert'}
      color={good ? 'harbour' : 'red'}
      variant="outline"
      icon={good ? <IconShieldCheck /> : <IconAlertTriangle />}
      title={title}
    >
      {lines.length > 0 ? (
        <List size="sm" spacing={4}>
          {lines.map((line) => (
            <List.Item
              key={line.text}
              icon={line.good ? <IconCheck size={16} aria-hidden /> : <IconX size={16} aria-hidden />}
            >
              {line.text}
            </List.Item>
          ))}
        </List>
      ) : null}
      {text ? (
        <Text size="sm" mt={lines.length ? 'xs' : 0}>
          {text}
        </Text>
      ) : null}
      {children}
    </Alert>
  )
}
