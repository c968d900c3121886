// A refusal or failure in the server's own words, and what is allowed instead.
import { Alert, List, Text } from '@mantine/core'
import { IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Problem, Unreachable } from '@/api/problem'
import { useWords } from './words'

export function ProblemAlert({ error, mt }: { error: unknown; mt?: string }) {
  const { t } = useTranslation()
  const words = useWords()
  if (!error) return null
  if (error instanceof Unreachable) {
    return (
      <Alert
        mt={mt}
        role="alert"
        color="amber"
        variant="outline"
        icon={<IconPlugConnectedX />}
        title={t('error.unreachable')}
      >
        {t('error.unreachableHint')}
      </Alert>
    )
  }
  const document = error instanceof Problem ? error.document : null
  const detail = document?.detail ?? (error instanceof Error ? error.message : String(error))
  const rows = document?.errors?.slice(0, 10) ?? []
  return (
    <Alert
      mt={mt}
      role="alert"
      color="red"
      variant="outline"
      icon={<IconAlertTriangle />}
      title={document && document.status < 500 ? t('error.refused') : t('error.failed')}
    >
      <Text size="sm">{detail}</Text>
      {rows.length > 0 ? (
        <List size="sm" mt="xs">
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
            <List.Item key={index}>{row.detail}</List.Item>
          ))}
        </List>
      ) : null}
      {document?.allowed?.length ? (
        <Text size="sm" mt="xs">
          {t('error.allowed', { commands: document.allowed.map(words.command).join(', ') })}
        </Text>
      ) : null}
      {document?.request_id ? (
        <Text size="xs" c="dimmed" mt="xs">
          {t('error.reference', { id: document.request_id })}
        </Text>
      ) : null}
    </Alert>
  )
}
