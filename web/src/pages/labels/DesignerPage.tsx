// One template, to be changed with the mouse, with fingers or with keys alone. Those that come with the program are only looked at.
import { Alert, Anchor, Button, Skeleton } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '@/app/session'
import { Page } from '@/ui/Page'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Designer } from './designer/Designer'
import { templateQuery, type View } from './labels'
import { TemplateDialog } from './TemplateDialog'

export default function DesignerPage() {
  const { t } = useTranslation('labels')
  const { id } = useParams({ from: '/labels/$id' })
  const { data, error } = useQuery({ ...templateQuery(id), refetchOnWindowFocus: false })
  const may = useMay()
  if (data && !data.ready && may('PATCH /v1/labels/templates/{id}')) return <Designer key={data.id} view={data} />
  if (data) return <OnlyLook view={data} />
  return <Page title={t('one')}>{error ? <ProblemAlert error={error} /> : <Skeleton height={360} />}</Page>
}

function OnlyLook({ view }: { view: View }) {
  const { t } = useTranslation('labels')
  const may = useMay()
  const [copying, setCopying] = useState(false)
  return (
    <>
      <Designer
        key={view.id}
        view={view}
        fixed={
          <Alert color="harbour" variant="light" mb="md" title={t(view.ready ? 'isReady' : 'mayNot')}>
            {view.ready ? t('isReadyText') : t('mayNotText')}{' '}
            {view.ready && may('POST /v1/labels/templates') ? (
              <Button size="compact-sm" mx={6} leftSection={<IconCopy size={14} />} onClick={() => setCopying(true)}>
                {t('copy')}
              </Button>
            ) : null}
            <Anchor size="sm" underline="always" renderRoot={(props) => <Link to="/labels" {...props} />}>
              {t('toAll')}
            </Anchor>
          </Alert>
        }
      />
      {copying ? <TemplateDialog doing={{ what: 'copy', template: view }} onClose={() => setCopying(false)} /> : null}
    </>
  )
}
