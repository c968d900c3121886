// The proof of one event: copied at once, and shown with what it proves.
import { Alert, Code, Group, Loader, Modal, ScrollArea, Stack, Text } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '@/ui/CopyButton'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { copyText, fetchProof } from './proof'
import classes from './Timeline.module.css'

export default function ProofDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation(['units', 'common'])
  const proof = useQuery({
    queryKey: ['proof', id],
    queryFn: async () => {
      const text = await fetchProof(id)
      return { text, copied: await copyText(text) }
    },
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('units:proof.title')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack>
        <Text size="sm">{t('units:proof.says')}</Text>
        {proof.error ? <ProblemAlert error={proof.error} /> : null}
        {proof.isPending ? <Loader role="status" aria-label={t('common:loading')} /> : null}
        {proof.data ? (
          <>
            <Group justify="space-between" wrap="nowrap">
              <Alert role="status" p="xs" variant="outline" icon={<IconShieldCheck />}>
                {t(proof.data.copied ? 'units:proof.copied' : 'units:proof.notCopied')}
              </Alert>
              <CopyButton value={proof.data.text} label={t('units:proof.copy')} />
            </Group>
            <ScrollArea.Autosize mah="45vh" viewportProps={{ tabIndex: 0, 'aria-label': t('units:proof.title') }}>
              <Code block className={classes.proof}>
                {proof.data.text}
              </Code>
            </ScrollArea.Autosize>
          </>
        ) : null}
      </Stack>
    </Modal>
  )
}
