// Practice: a small company of its own, in which each way of scanning is tried out. While it is on, the whole application works on it.
import { Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { realm } from '@/api/realm'
import { Page } from '@/ui/Page'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Checklist } from './Checklist'
import { practiceQuery } from './usePractice'
import { Welcome } from './Welcome'

export default function PracticePage() {
  const { t } = useTranslation('practice')
  const { data, error } = useQuery(practiceQuery)
  return (
    <Page title={t('title')}>
      <Stack>
        <ProblemAlert error={error} />
        {data ? (
          realm() === 'practice' && data.ready && data.codes ? (
            <Checklist codes={data.codes} size={data.size ?? 0} />
          ) : (
            <Welcome practice={data} />
          )
        ) : error ? null : (
          <Skeleton height={240} />
        )}
      </Stack>
    </Page>
  )
}
