// Labels of which nobody knows whether they came out: somebody looks at the printer and says it.
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconHelpCircle } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { ProblemAlert } from '@/ui/ProblemAlert'
import type { PrintJob } from '@/ui/print/printing'
import { Mono } from '@/ui/Texts'
import { decide } from './jobs'

const SHOWN = 100

export function Decisions({ job }: { job: PrintJob }) {
  const { t } = useTranslation('printing')
  const queries = useQueryClient()
  const { data } = useQuery({
    queryKey: ['print', 'uncertain', job.id, job.version],
    queryFn: ({ signal }) => {
      const params = { path: { id: job.id }, query: { state: 'uncertain', limit: SHOWN } }
      return unwrap(api.GET('/v1/print/jobs/{id}/labels', { params, signal }))
    },
  })
  const say = useMutation({
    mutationFn: ({ labels, out }: { labels: number[]; out: boolean }) => decide(job.id, labels, out),
    onSettled: () => queries.invalidateQueries({ queryKey: ['print'] }),
  })
  const labels = data?.items ?? []
  const all = labels.map((label) => label.position)
  const buttons = (positions: number[], names: readonly ['yes', 'no'] | readonly ['allYes', 'allNo'], code = '') =>
    names.map((name, at) => (
      <Button
        key={name}
        size="xs"
        variant="default"
        loading={say.isPending}
        aria-label={code ? t('about', { code, says: t(`came.${name}`) }) : undefined}
        onClick={() => say.mutate({ labels: positions, out: at === 0 })}
      >
        {t(`came.${name}`)}
      </Button>
    ))
  return (
    <Alert
      color="amber"
      variant="outline"
      icon={<IconHelpCircle />}
      title={t('decide', { count: job.progress.uncertain })}
    >
      <Stack gap="xs">
        <Text size="sm">{t('decideText')}</Text>
        {labels.map((label) => (
          <Group key={label.position} gap="xs">
            <Text size="sm" w={40} c="dimmed">
              {label.position}
            </Text>
            <Mono fw={600}>{label.code}</Mono>
            {buttons([label.position], ['yes', 'no'], label.code)}
          </Group>
        ))}
        {all.length > 1 ? <Group gap="xs">{buttons(all, ['allYes', 'allNo'])}</Group> : null}
        <ProblemAlert error={say.error} />
      </Stack>
    </Alert>
  )
}
