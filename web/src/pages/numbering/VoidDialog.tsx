// What is unused of a pool becomes void, for ever: asked once more, and why.
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { type Pool, voidPool } from './numbering'

export function VoidDialog({ pool, onClose }: { pool: Pool; onClose: () => void }) {
  const { t } = useTranslation(['numbering', 'common'])
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const send = useMutation({
    mutationFn: () => voidPool(pool.id, reason),
    onSuccess: async () => {
      await Promise.all(['pools', 'units'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      title={t('voidTitle', { name: pool.name })}
    >
      <form onSubmit={submit}>
        <Stack>
          <Text>{t('voidText', { count: pool.left })}</Text>
          <TextInput
            label={t('common:reason')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            required
            maxLength={200}
            data-autofocus
          />
          <ProblemAlert error={send.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" color="red" loading={send.isPending}>
              {t('voidUnused')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
