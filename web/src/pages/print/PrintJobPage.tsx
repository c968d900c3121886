// One print job: how far it is, what must be decided, what can be done, its labels, and reading them back.
import { Anchor, Button, Progress, Skeleton, Stack, Text } from '@mantine/core'
import { IconFileTypePdf } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { pathIn, realm } from '@/api/realm'
import { useMay } from '@/app/session'
import { Details } from '@/ui/Details'
import { number } from '@/ui/format'
import { Page } from '@/ui/Page'
import { Panel } from '@/ui/Panel'
import { ProblemAlert } from '@/ui/ProblemAlert'
import type { PrintJob } from '@/ui/print/printing'
import { showProblem } from '@/ui/showProblem'
import { Time } from '@/ui/Texts'
import { Decisions } from './Decisions'
import { JobState } from './JobState'
import { actOn, actsOf, canVerify, jobQuery, percentOf } from './jobs'
import { Labels } from './Labels'
import { ReadBack } from './ReadBack'
import { useTemplateName } from './useTemplateName'

export default function PrintJobPage() {
  const { t } = useTranslation('printing')
  const { id } = useParams({ from: '/print/$id' })
  const may = useMay()
  const { data: job, error } = useQuery(jobQuery(id))
  if (!job) return <Page title={t('job')}>{error ? <ProblemAlert error={error} /> : <Skeleton height={300} />}</Page>
  const mine = may('POST /v1/print/jobs')
  return (
    <Page title={t(`of.${job.for}`, { count: job.labels })} actions={mine ? <Acts job={job} /> : null}>
      <Stack>
        <Head job={job} />
        {job.progress.uncertain > 0 && mine ? <Decisions key={job.version} job={job} /> : null}
        {canVerify(job) && mine ? <ReadBack job={job} /> : null}
        <Labels job={job} />
      </Stack>
    </Page>
  )
}

function Acts({ job }: { job: PrintJob }) {
  const { t } = useTranslation('printing')
  const queries = useQueryClient()
  const act = useMutation({
    mutationFn: (what: Parameters<typeof actOn>[1]) => actOn(job.id, what),
    onError: showProblem,
    onSettled: () => queries.invalidateQueries({ queryKey: ['print'] }),
  })
  return actsOf(job)
    .filter((what) => what !== 'close')
    .map((what) => (
      <Button
        key={what}
        variant={what === 'resume' ? 'filled' : 'default'}
        loading={act.isPending && act.variables === what}
        onClick={() => act.mutate(what)}
      >
        {t(`act.${what}`)}
      </Button>
    ))
}

function Head({ job }: { job: PrintJob }) {
  const { t } = useTranslation(['printing', 'common'])
  const nameOf = useTemplateName()
  const { progress } = job
  const counted = t('printing:outOf', { out: number(progress.out), all: number(job.labels - progress.cancelled) })
  const pdf = `${pathIn(realm(), `/v1/print/jobs/${job.id}/document`)}?state=waiting,sending,sent,confirmed,uncertain`
  return (
    <Panel
      title={<JobState job={job} />}
      actions={
        <Button
          component="a"
          href={pdf}
          target="_blank"
          variant="default"
          size="xs"
          leftSection={<IconFileTypePdf size={16} aria-hidden />}
        >
          PDF
        </Button>
      }
    >
      <Stack gap="sm">
        <Progress.Root size="lg">
          <Progress.Section value={percentOf(job)} aria-label={t('printing:progress')} />
        </Progress.Root>
        <Text size="sm" role="status">
          {counted}
        </Text>
        <Details
          rows={[
            [t('printing:printer'), job.printer],
            [t('printing:template'), nameOf(job.template)],
            [t('common:who'), job.actor],
            [t('common:time'), <Time key="time" at={job.created_at} />],
            [t('printing:ended'), job.ended_at ? <Time key="ended" at={job.ended_at} /> : null],
            [t('printing:nextTry'), job.next_try_at ? <Time key="next" at={job.next_try_at} /> : null],
            [t('common:reason'), job.reason],
            [
              t('printing:reprintOf'),
              job.reprint_of ? (
                <Anchor
                  key="of"
                  size="sm"
                  renderRoot={(props) => <Link to="/print/$id" params={{ id: job.reprint_of ?? '' }} {...props} />}
                >
                  {t('printing:firstJob')}
                </Anchor>
              ) : null,
            ],
            [t('printing:void'), progress.void ? number(progress.void) : null],
            [t('printing:cancelled'), progress.cancelled ? number(progress.cancelled) : null],
          ]}
        />
      </Stack>
    </Panel>
  )
}
