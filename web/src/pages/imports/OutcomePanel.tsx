// A dry run or the real one while it runs, and what came of it: figures, bad rows, and what can be done now.
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Problem } from '@/api/problem'
import { number } from '@/ui/format'
import { Panel } from '@/ui/Panel'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { JobProgress } from '../jobs/JobProgress'
import { type ImportReport, importReportOf, isActive, type Job } from '../jobs/jobs'
import { useCancelJob } from '../jobs/useJobs'
import { BadRows } from './BadRows'
import { Verdict } from './Verdict'

type Props = {
  job: Job
  /** undefined: the file is not here (any more), so nothing can be done but look. */
  onImport?: (mode: 'all' | 'good') => void
  busy?: boolean
}

export function OutcomePanel({ job, onImport, busy }: Props) {
  const { t } = useTranslation('imports')
  const dry = job.about?.mode === 'check'
  const report = importReportOf(job)
  return (
    <Panel title={dry ? t('step.check') : t('step.import')} data-job={job.state}>
      <Stack gap="md">
        {isActive(job) ? <Running job={job} /> : null}
        {job.state === 'cancelled' ? <Text>{t('cancelled')}</Text> : null}
        {job.problem && !report ? <ProblemAlert error={new Problem(job.problem)} /> : null}
        {report ? <Verdict report={report} /> : null}
        {report && report.bad === 0 && dry ? (
          <Alert role="status" color="harbour" variant="outline" icon={<IconCircleCheck />} title={t('allGood')} />
        ) : null}
        {report && dry && onImport ? <Go report={report} onImport={onImport} busy={busy} /> : null}
        {report && dry && !onImport ? <Text size="sm">{t('fileGone')}</Text> : null}
        {report ? <BadRows report={report} /> : null}
      </Stack>
    </Panel>
  )
}

type GoProps = { report: ImportReport; onImport: (mode: 'all' | 'good') => void; busy?: boolean }

function Go({ report, onImport, busy }: GoProps) {
  const { t } = useTranslation('imports')
  const { good, bad } = report
  if (good === 0) return <Text>{t('noneGood')}</Text>
  if (bad === 0) {
    return (
      <Group>
        <Button onClick={() => onImport('all')} loading={busy}>
          {t('importAll', { count: good, rows: number(good) })}
        </Button>
      </Group>
    )
  }
  return (
    <Group gap="sm">
      <Button onClick={() => onImport('good')} loading={busy}>
        {t('importGood', { count: good, rows: number(good) })}
      </Button>
      <Text size="sm" c="dimmed" flex="1 1 16rem">
        {t('importGoodText')}
      </Text>
    </Group>
  )
}

function Running({ job }: { job: Job }) {
  const { t } = useTranslation('jobs')
  const cancel = useCancelJob()
  return (
    <Group wrap="nowrap" align="center">
      <JobProgress job={job} />
      <Button variant="default" disabled={job.cancelling} onClick={() => cancel.mutate(job.id)}>
        {t('cancel')}
      </Button>
    </Group>
  )
}
