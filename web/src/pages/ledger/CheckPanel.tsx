// The check of the whole ledger: started here, watched, and told. The job's id stands in the address, so that it survives a reload.
import { Button, Group, List, Stack, Text, TextInput } from '@mantine/core'
import { IconShieldSearch } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { Problem } from '@/api/problem'
import { useMay } from '@/app/session'
import { noteText, parseNote } from '@/ledger/merkle'
import { number } from '@/ui/format'
import { EventLink } from '@/ui/links'
import { Panel } from '@/ui/Panel'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { JobProgress } from '../jobs/JobProgress'
import { isActive, type Job, type LedgerReport, ledgerReportOf } from '../jobs/jobs'
import { useCancelJob, useJob } from '../jobs/useJobs'
import { Finding } from './Finding'
import classes from './Ledger.module.css'

export function CheckPanel() {
  const { t } = useTranslation('ledger')
  const may = useMay()
  const id = useSearch({ strict: false }).job
  const { data: job, error } = useJob(id)
  return (
    <Panel title={t('check.title')}>
      <Stack gap="sm" maw={760}>
        <Text size="sm">{t('check.text')}</Text>
        {may('POST /v1/ledger/verify') ? (
          <Start running={job !== undefined && isActive(job)} again={job !== undefined} />
        ) : (
          <Text size="sm" c="dimmed">
            {t('check.may')}
          </Text>
        )}
        {error instanceof Problem && error.status === 404 ? <Text size="sm">{t('check.forgotten')}</Text> : null}
        {error && !(error instanceof Problem && error.status === 404) ? <ProblemAlert error={error} /> : null}
        {job ? <Outcome job={job} /> : null}
      </Stack>
    </Panel>
  )
}

function Start({ running, again }: { running: boolean; again: boolean }) {
  const { t } = useTranslation('ledger')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [expect, setExpect] = useState('')
  const note = parseNote(expect)
  const wrong = expect.trim() !== '' && note === null
  const start = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/v1/ledger/verify', { params: { query: note ? { expect: noteText(note) } : {} } })),
    onSuccess: (job) => {
      void queries.invalidateQueries({ queryKey: ['jobs'] })
      void navigate({ to: '/ledger', search: { job: job.id }, replace: true })
    },
  })
  return (
    <>
      <Group align="flex-end" gap="sm">
        <TextInput
          classNames={{ input: classes.hash }}
          flex="1 1 16rem"
          label={t('check.expect')}
          placeholder={t('check.expectHint')}
          value={expect}
          error={wrong ? t('grown.form') : null}
          onChange={(event) => setExpect(event.currentTarget.value)}
        />
        <Button
          leftSection={<IconShieldSearch size={18} />}
          disabled={running || wrong}
          loading={start.isPending}
          onClick={() => start.mutate()}
        >
          {again && !running ? t('check.again') : t('check.start')}
        </Button>
      </Group>
      <ProblemAlert error={start.error} />
    </>
  )
}

function Outcome({ job }: { job: Job }) {
  const { t } = useTranslation('ledger')
  const jobs = useTranslation('jobs').t
  const cancel = useCancelJob()
  const report = ledgerReportOf(job)
  if (isActive(job)) {
    return (
      <Group wrap="nowrap" align="center">
        <JobProgress job={job} />
        <Button variant="default" disabled={job.cancelling} onClick={() => cancel.mutate(job.id)}>
          {jobs('cancel')}
        </Button>
      </Group>
    )
  }
  if (report) return <Report report={report} />
  if (job.problem) return <ProblemAlert error={new Problem(job.problem)} />
  return <Text size="sm">{job.state === 'cancelled' ? t('check.cancelled') : t('check.ended')}</Text>
}

function Report({ report }: { report: LedgerReport }) {
  const { t } = useTranslation('ledger')
  if (report.bad === 0) {
    const counts = { events: number(report.size), units: number(report.units) }
    return <Finding good title={t('check.good')} text={t('check.goodText', counts)} />
  }
  return (
    <Finding
      good={false}
      title={t('check.bad', { count: report.bad })}
      text={report.more ? t('check.more') : undefined}
    >
      <List size="sm" mt="xs" spacing={4}>
        {report.findings.map((finding) => (
          <List.Item key={`${finding.seq ?? 0} ${finding.what}`}>
            <Text span fw={600}>
              {finding.id ? (
                <EventLink id={finding.id}>{t('check.event', { seq: number(finding.seq ?? 0) })}</EventLink>
              ) : finding.seq ? (
                t('check.event', { seq: number(finding.seq) })
              ) : (
                t('check.whole')
              )}
            </Text>
            {': '}
            {finding.what}
          </List.Item>
        ))}
      </List>
    </Finding>
  )
}
