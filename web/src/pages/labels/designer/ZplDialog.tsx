// What a printer that speaks ZPL is sent for this label.
import { Code, Group, Modal, ScrollArea, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Doc, templateOf } from '@/designer/editor'
import { CopyButton } from '@/ui/CopyButton'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { type Dpi, draw, type Subject } from '../labels'

type Props = { doc: Doc; dpi: Dpi; subject: Subject; onClose: () => void }

export function ZplDialog({ doc, dpi, subject, onClose }: Props) {
  const { t } = useTranslation(['labels', 'common'])
  const template = useMemo(() => templateOf(doc), [doc])
  const { data, error } = useQuery({
    queryKey: ['labels', 'zpl', JSON.stringify(template), dpi, subject],
    queryFn: ({ signal }) => draw({ template, format: 'zpl', dpi, subject }, signal),
    gcTime: 0,
  })
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={`ZPL, ${dpi} dpi`}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {t('labels:zplText')}
        </Text>
        <ProblemAlert error={error} />
        {!data && !error ? <Skeleton height={120} /> : null}
        {data ? (
          <>
            <ScrollArea.Autosize mah={420} viewportProps={{ tabIndex: 0, 'aria-label': 'ZPL' }}>
              <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                {data}
              </Code>
            </ScrollArea.Autosize>
            <Group justify="flex-end">
              <CopyButton value={data} />
            </Group>
          </>
        ) : null}
      </Stack>
    </Modal>
  )
}
