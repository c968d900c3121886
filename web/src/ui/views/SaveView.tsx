import { Button, Group, Modal, Stack, Switch, TextInput } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { useSaveView, type View } from './useViews'

type Props = { page: string; query: string; onSaved: (view: View) => void; onClose: () => void }

export function SaveView({ page, query, onSaved, onClose }: Props) {
  const { t } = useTranslation(['units', 'common'])
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const save = useSaveView(page)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    save.mutate(
      { name: name.trim(), query, shared },
      {
        onSuccess: (view) => {
          onSaved(view)
          onClose()
        },
      },
    )
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('units:views.save')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            data-autofocus
            required
            label={t('common:name')}
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Switch
            label={t('units:views.share')}
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
          <ProblemAlert error={save.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('common:save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
