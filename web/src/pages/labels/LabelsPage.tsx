// What labels look like: one's own templates and those that come with the program, each with its picture.
import { Button, Group, SegmentedControl, Skeleton, Stack, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '@/app/session'
import { targets } from '@/designer/template'
import { Empty } from '@/ui/Empty'
import { Page } from '@/ui/Page'
import { ProblemAlert } from '@/ui/ProblemAlert'
import classes from './Labels.module.css'
import { type Summary, templatesQuery } from './labels'
import { NewTemplateDialog } from './NewTemplateDialog'
import { type Doing, TemplateCard } from './TemplateCard'
import { TemplateDialog } from './TemplateDialog'

export default function LabelsPage() {
  const { t } = useTranslation('labels')
  const may = useMay()
  const navigate = useNavigate()
  const search = useSearch({ from: '/labels' })
  const { data, error } = useQuery(templatesQuery)
  const [making, setMaking] = useState(false)
  const [doing, setDoing] = useState<Doing | null>(null)
  const target = targets.find((one) => one === search.for)
  const shown = data?.filter((template) => !target || template.for === target)
  const make = may('POST /v1/labels/templates') ? (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
      {t('new')}
    </Button>
  ) : null
  return (
    <Page title={t('title')} actions={make}>
      <Group mb="md">
        <SegmentedControl
          aria-label={t('forWhat')}
          value={target ?? ''}
          onChange={(next) => void navigate({ to: '/labels', search: { for: next }, replace: true })}
          data={[{ value: '', label: t('all') }, ...targets.map((one) => ({ value: one, label: t(`for.${one}`) }))]}
        />
      </Group>
      <ProblemAlert error={error} />
      {!shown && !error ? <Skeleton height={240} /> : null}
      {shown ? (
        <Stack gap="xl">
          <TemplateGroup title={t('own')} templates={shown.filter((one) => !one.ready)} onDo={setDoing}>
            <Empty title={t('noneOwn')} text={t('noneOwnText')} action={make} />
          </TemplateGroup>
          <TemplateGroup title={t('ready')} templates={shown.filter((one) => one.ready)} onDo={setDoing} />
        </Stack>
      ) : null}
      {making ? <NewTemplateDialog target={target} onClose={() => setMaking(false)} /> : null}
      {doing ? <TemplateDialog doing={doing} onClose={() => setDoing(null)} /> : null}
    </Page>
  )
}

type GroupProps = { title: string; templates: Summary[]; onDo: (doing: Doing) => void; children?: ReactNode }

function TemplateGroup({ title, templates, onDo, children = null }: GroupProps) {
  if (templates.length === 0 && !children) return null
  return (
    <section>
      <Title order={2} size="h4" mb="sm">
        {title}
      </Title>
      {templates.length === 0 ? (
        children
      ) : (
        <ul className={classes.cards}>
          {templates.map((template) => (
            <TemplateCard key={template.id} template={template} onDo={onDo} />
          ))}
        </ul>
      )}
    </section>
  )
}
