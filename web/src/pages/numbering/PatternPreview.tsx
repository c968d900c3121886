// The next numbers of a pattern that is being written, or what is wrong with it, in the server's words.
import { Paper, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Problem } from '@/api/problem'
import { Mono } from '@/ui/Texts'
import { type Draft, previewQuery } from './numbering'

const PAUSE_MS = 250

export function PatternPreview({ draft }: { draft: Draft }) {
  const { t } = useTranslation('numbering')
  const { pattern, kind, restart, first } = draft
  const [asked] = useDebouncedValue({ pattern, kind, restart, first, count: 3 }, PAUSE_MS)
  const { data, error } = useQuery(previewQuery(asked, asked.pattern !== ''))
  if (asked.pattern === '') return null
  return (
    <Paper withBorder p="sm" aria-live="polite">
      <Text size="sm" c="dimmed" mb={4}>
        {data?.random && !error ? t('examples') : t('nextNumbers')}
      </Text>
      {error ? (
        <Text size="sm" c="red">
          {error instanceof Problem ? error.document.detail : error.message}
        </Text>
      ) : (
        <Text component="div">
          {data?.numbers.map((number) => (
            <div key={number}>
              <Mono>{number}</Mono>
            </div>
          ))}
        </Text>
      )}
    </Paper>
  )
}
