// Make or change a target.
import { Button, Checkbox, Group, Modal, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '@/api/problem'
import { ProductInput } from '@/ui/inputs'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { draftOfTarget, linkTypesQuery, saveTarget, type Target, type TargetDraft } from './links'

export function TargetDialog({ target, onClose }: { target: Target | null; onClose: () => void }) {
  const { t } = useTranslation(['links', 'common'])
  const queries = useQueryClient()
  const types = useQuery(linkTypesQuery)
  const [draft, setDraft] = useState(() => draftOfTarget(target))
  const change = (more: Partial<TargetDraft>) => setDraft((old) => ({ ...old, ...more }))
  const save = useMutation({
    mutationFn: () => saveTarget(target, draft),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['link-targets'] })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const text = (name: 'href' | 'title' | 'language' | 'media_type', maxLength: number) => ({
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
    error: save.error instanceof Problem && save.error.document.field === name ? save.error.document.detail : undefined,
    maxLength,
  })
  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      title={target ? t('links:changeTarget') : t('links:newTarget')}
      size="lg"
    >
      <form onSubmit={submit}>
        <Stack>
          <ProductInput
            description={t('links:productHint')}
            value={draft.product ?? ''}
            onChange={(product) => change({ product: product || null })}
            disabled={target !== null}
          />
          <Select
            label={t('links:linkType')}
            description={t('links:linkTypeHint')}
            data={types.data?.types ?? [draft.rel]}
            value={draft.rel}
            onChange={(rel) => rel && change({ rel })}
            allowDeselect={false}
            searchable
            required
          />
          <TextInput label={t('links:targetTitle')} required {...text('title', 200)} />
          <TextInput
            label={t('links:href')}
            placeholder="https://www.northwind.example/cam-4k.pdf"
            type="url"
            required
            {...text('href', 2000)}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <TextInput label={t('links:language')} description={t('links:languageHint')} {...text('language', 20)} />
            <TextInput label={t('links:mediaType')} description={t('links:mediaHint')} {...text('media_type', 80)} />
          </SimpleGrid>
          <Checkbox
            label={t('links:preferred')}
            description={t('links:preferredHint')}
            checked={draft.preferred}
            onChange={(event) => change({ preferred: event.currentTarget.checked })}
          />
          <ProblemAlert error={save.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {target ? t('common:save') : t('common:create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
