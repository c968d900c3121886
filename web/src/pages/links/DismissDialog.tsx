// Something is dismissed, and why.
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '@/ui/ProblemAlert'

type Props = {
  title: string
  text: string
  /** First member of the query key that is stale then. */
  refresh: string
  send: (reason: string) => Promise<unknown>
  onClose: () => void
}

export function DismissDialog({ title, text, refresh, send, onClose }: Props) {
  const { t } = useTranslation(['links', 'common'])
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const dismiss = useMutation({
    mutationFn: () => send(reason.trim()),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: [refresh] })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    dismiss.mutate()
  }
  return (
    <Modal opened onClose={onClose} closeButtonProps={{ 'aria-label': t('common:close') }} title={title}>
      <form onSubmit={submit}>
        <Stack>
          <Text>{text}</Text>
          <Textarea
            label={t('common:reason')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            autosize
            required
            maxLength={2000}
            data-autofocus
          />
          <ProblemAlert error={dismiss.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={dismiss.isPending}>
              {t('links:dismiss')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
