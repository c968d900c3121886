// A dry run or the real one while it runs, and what came of it: figures, bad rows, and what can be done now.
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Problem } from '@/api/problem'
import { number } from '@/ui/format'
import { Panel } from '@/ui/Panel'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { JobProgress } from '../jobs/JobProgress'
import { importReportOf, isActive, type Job } from '../jobs/jobs'
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
        {report && dry && onImport ? (
          <Group gap="sm">
            {report.bad === 0 ? (
              <Button onClick={() => onImport('all')} loading={busy} disabled={report.rows === 0}>
                {t('importAll', { count: report.good, rows: number(report.good) })}
              </Button>
            ) : (
              <Button onClick={() => onImport('good')} loading={busy} disabled={report.good === 0}>
                {t('importGood', { count: report.good, rows: number(report.good) })}
              </Button>
            )}
            {report.bad > 0 ? (
              <Text size="sm" c="dimmed" flex="1 1 16rem">
                {t('importGoodText')}
              </Text>
            ) : null}
          </Group>
        ) : null}
        {report && dry && !onImport ? <Text size="sm">{t('fileGone')}</Text> : null}
        {report ? <BadRows report={report} /> : null}
      </Stack>
    </Panel>
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
