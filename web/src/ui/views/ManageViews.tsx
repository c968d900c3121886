import { ActionIcon, Group, Modal, Stack, Switch, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '@/app/session'
import { Empty } from '@/ui/Empty'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { useDeleteView, useSaveView, useViews, type View } from './useViews'

/** Rename, share and remove one's own; who keeps the settings may change what others share, too. */
export function ManageViews({ page, onClose }: { page: string; onClose: () => void }) {
  const { t } = useTranslation(['units', 'common'])
  const may = useMay()
  const views = useViews(page).filter((view) => view.own || may('PATCH /v1/settings'))
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('units:views.manage')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {views.length === 0 ? <Empty title={t('units:views.none')} /> : null}
      <Stack gap="sm">
        {views.map((view) => (
          <ViewRow key={view.id} page={page} view={view} />
        ))}
      </Stack>
    </Modal>
  )
}

function ViewRow({ page, view }: { page: string; view: View }) {
  const { t } = useTranslation(['units', 'common'])
  const [name, setName] = useState(view.name)
  const save = useSaveView(page)
  const remove = useDeleteView(page)
  const rename = () => {
    if (name.trim() !== '' && name !== view.name) save.mutate({ id: view.id, name: name.trim() })
  }
  return (
    <div>
      <Group wrap="nowrap" gap="sm">
        <TextInput
          flex={1}
          aria-label={t('common:name')}
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.currentTarget.value)}
          onBlur={rename}
          onKeyDown={(event) => {
            if (event.key === 'Enter') rename()
          }}
        />
        <Switch
          label={t('units:views.sharedOne')}
          checked={view.shared}
          onChange={(event) => save.mutate({ id: view.id, shared: event.currentTarget.checked })}
        />
        <ActionIcon
          variant="subtle"
          color="red"
          size="lg"
          aria-label={t('units:views.delete', { name: view.name })}
          loading={remove.isPending}
          onClick={() => remove.mutate(view.id)}
        >
          <IconTrash size={18} />
        </ActionIcon>
      </Group>
      <ProblemAlert error={save.error ?? remove.error} mt="xs" />
    </div>
  )
}
