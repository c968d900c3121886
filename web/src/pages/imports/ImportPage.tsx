// The report of an import: what came of it, and its bad rows, to look at and to take away.
import { Anchor, Button, Skeleton, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { pathIn, realm } from '@/api/realm'
import { Page } from '@/ui/Page'
import { Panel } from '@/ui/Panel'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Time } from '@/ui/Texts'
import { BadRows } from './BadRows'
import { useImport } from './useImports'
import { Verdict } from './Verdict'

export default function ImportPage() {
  const { t } = useTranslation('imports')
  const id = Number(useParams({ strict: false }).id)
  const { data: report, error } = useImport(id)
  const rejects = pathIn(realm(), `/v1/imports/${id}/rejects`)
  const actions =
    report && report.bad > 0 ? (
      <Button component="a" href={rejects} download variant="default" leftSection={<IconDownload size={18} />}>
        {t('rejects')}
      </Button>
    ) : null
  return (
    <Page title={t('one', { id })} actions={actions}>
      {error ? <ProblemAlert error={error} /> : null}
      {!report && !error ? <Skeleton height={200} /> : null}
      {report ? (
        <Stack>
          <Panel title={t(report.written ? 'written' : 'notWritten')}>
            <Stack gap="sm">
              <Text size="sm" c="dimmed">
                {t(`kind.${report.kind}`)} · {t(`mode.${report.mode}`)} · {report.actor} ·{' '}
                <Time at={report.created_at} />
              </Text>
              <Verdict report={report} />
              {report.bad > 0 ? (
                <Text size="sm" maw={760}>
                  {t('rejectsText')}
                </Text>
              ) : null}
              {report.kind === 'units' && report.written ? (
                <Anchor size="sm" renderRoot={(props) => <Link to="/units" {...props} />}>
                  {t('toUnits')}
                </Anchor>
              ) : null}
            </Stack>
          </Panel>
          <BadRows report={report} />
        </Stack>
      ) : null}
    </Page>
  )
}
