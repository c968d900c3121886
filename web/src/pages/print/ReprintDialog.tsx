// Print some labels once more: why is kept with the new job.
import { Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '@/ui/ProblemAlert'
import type { PrintJob } from '@/ui/print/printing'
import { printAgain } from './jobs'

type Props = { job: PrintJob; labels: number[]; onClose: () => void }

export function ReprintDialog({ job, labels, onClose }: Props) {
  const { t } = useTranslation(['printing', 'common'])
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [reason, setReason] = useState('')
  const print = useMutation({
    mutationFn: () => printAgain(job.id, labels, reason.trim()),
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: ['print'] })
      onClose()
      void navigate({ to: '/print/$id', params: { id: made.id } })
    },
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    print.mutate()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('printing:reprint', { count: labels.length })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form onSubmit={send}>
        <Stack>
          <Textarea
            label={t('common:reason')}
            description={t('printing:reasonHint')}
            required
            autosize
            minRows={2}
            maxLength={2000}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <ProblemAlert error={print.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={print.isPending} disabled={reason.trim() === ''}>
              {t('common:print')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
