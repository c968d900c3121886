// Copy, rename or delete a template: one question each.
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { copyTemplate, deleteTemplate, type Summary, saveTemplate, type View } from './labels'
import type { Doing } from './TemplateCard'

async function rename({ id }: Summary, name: string) {
  const view = (await unwrap(api.GET('/v1/labels/templates/{id}', { params: { path: { id } } }))) as View
  return saveTemplate(view, { ...view.template, name })
}

export function TemplateDialog({ doing: { what, template }, onClose }: { doing: Doing; onClose: () => void }) {
  const { t } = useTranslation(['labels', 'common'])
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [name, setName] = useState(
    what === 'copy' ? t('labels:copyOf', { name: template.name }).slice(0, 80) : template.name,
  )
  const act = useMutation({
    mutationFn: async (): Promise<View | null> => {
      if (what === 'copy') return copyTemplate(template.id, name.trim())
      if (what === 'rename') return rename(template, name.trim())
      await deleteTemplate(template.id)
      return null
    },
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ['labels'] })
      onClose()
      if (what === 'copy' && made) void navigate({ to: '/labels/$id', params: { id: made.id } })
    },
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    act.mutate()
  }
  return (
    <Modal opened onClose={onClose} title={t(`labels:${what}`)} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form onSubmit={send}>
        <Stack>
          {what === 'delete' ? (
            <Text>{t('labels:deleteText', { name: template.name })}</Text>
          ) : (
            <TextInput
              label={t('common:name')}
              required
              maxLength={80}
              data-autofocus
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
          <ProblemAlert error={act.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" color={what === 'delete' ? 'red' : undefined} loading={act.isPending}>
              {t(`labels:${what}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
