// The link on a unit's label is made void: what that does to the label is said, and asked once more.
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '../ProblemAlert'
import { showDone } from '../showProblem'
import { isToken, unitLinkQuery, voidUnitLink } from './unitLink'

type Props = { unit: { id: number; serial: string }; url: string; onClose: () => void }

export function VoidLinkDialog({ unit, url, onClose }: Props) {
  const { t } = useTranslation(['links', 'common'])
  const queries = useQueryClient()
  const send = useMutation({
    mutationFn: () => voidUnitLink(unit.id),
    onSuccess: (link) => {
      queries.setQueryData(unitLinkQuery(unit.id).queryKey, link)
      showDone(t('links:voidDone'))
      onClose()
    },
  })
  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      title={t('links:voidTitle', { serial: unit.serial })}
    >
      <Stack>
        <Text>{t('links:voidText')}</Text>
        {isToken(url) ? null : <Text>{t('links:voidDigital')}</Text>}
        <ProblemAlert error={send.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('common:cancel')}
          </Button>
          <Button color="red" loading={send.isPending} onClick={() => send.mutate()}>
            {t('links:voidLink')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
