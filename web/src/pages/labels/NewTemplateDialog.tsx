// A template of one's own: its name, what it is for, and how large it is; everything else in the designer.
import { Button, Group, Modal, NumberInput, Select, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newTemplate, type Paper, papers, type Target, targets } from '@/designer/template'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { decimalSign } from './format'
import { makeTemplate } from './labels'

const OTHER = 'other'

export function NewTemplateDialog({ target: first, onClose }: { target: Target | undefined; onClose: () => void }) {
  const { t } = useTranslation(['labels', 'common'])
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [target, setTarget] = useState<Target>(first ?? 'unit')
  const [paper, setPaper] = useState('50x25')
  const [size, setSize] = useState({ width: 50, height: 25 })
  const make = useMutation({
    mutationFn: () => {
      const { width, height, page }: Paper = papers[paper] ?? size
      const template = newTemplate(name.trim(), target, width, height)
      return makeTemplate(page ? { ...template, page } : template)
    },
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ['labels'] })
      void navigate({ to: '/labels/$id', params: { id: made.id } })
    },
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    make.mutate()
  }
  const measure = (member: 'width' | 'height') => (
    <NumberInput
      label={t(`labels:label.${member}`)}
      suffix=" mm"
      min={5}
      max={500}
      decimalScale={2}
      decimalSeparator={decimalSign()}
      value={size[member]}
      onChange={(value) => setSize({ ...size, [member]: Number(value) })}
    />
  )
  return (
    <Modal opened onClose={onClose} title={t('labels:new')} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form onSubmit={send}>
        <Stack>
          <TextInput
            label={t('common:name')}
            required
            maxLength={80}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label={t('labels:forWhat')}
            allowDeselect={false}
            data={targets.map((value) => ({ value, label: t(`labels:for.${value}`) }))}
            value={target}
            onChange={(value) => value && setTarget(value as Target)}
          />
          <Select
            label={t('labels:paper')}
            allowDeselect={false}
            data={[...Object.keys(papers), OTHER].map((value) => ({
              value,
              label: t(`labels:papers.${value}` as 'labels:papers.other'),
            }))}
            value={paper}
            onChange={(value) => value && setPaper(value)}
          />
          {paper === OTHER ? (
            <Group grow>
              {measure('width')}
              {measure('height')}
            </Group>
          ) : null}
          <ProblemAlert error={make.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={make.isPending}>
              {t('common:create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
