// A target is removed: asked once more.
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { deleteTarget, type Target } from './links'

export function DeleteTargetDialog({ target, onClose }: { target: Target; onClose: () => void }) {
  const { t } = useTranslation(['links', 'common'])
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => deleteTarget(target.id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['link-targets'] })
      onClose()
    },
  })
  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      title={t('links:deleteTarget', { title: target.title })}
    >
      <Stack>
        <Text>{t('links:deleteTargetText')}</Text>
        <ProblemAlert error={remove.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('common:cancel')}
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('common:delete')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
