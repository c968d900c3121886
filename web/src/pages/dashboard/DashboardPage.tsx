// How things stand: what needs somebody, how many units are where in their life, what was done day by day, what does not move, what went wrong.
import { Button, Group, SegmentedControl, SimpleGrid, Skeleton, Stack } from '@mantine/core'
import { IconSeeding } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '@/app/session'
import { Empty } from '@/ui/Empty'
import { Page } from '@/ui/Page'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { AttentionCards } from './AttentionCards'
import { ExceptionsPanel } from './ExceptionsPanel'
import { FlowPanel } from './FlowPanel'
import { SlowPanel } from './SlowPanel'
import { StatusPanel } from './StatusPanel'
import { type Dashboard, useDashboard } from './useDashboard'

const PERIODS = ['7', '30', '90'] as const

export default function DashboardPage() {
  const { t } = useTranslation(['dashboard', 'common'])
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const period = PERIODS.find((one) => one === search.days) ?? '30'
  const figures = useDashboard(Number(period))
  const choose = (days: string) =>
    void navigate({ to: '/dashboard', search: days === '30' ? {} : { days }, replace: true })
  return (
    <Page
      title={t('title')}
      actions={
        <SegmentedControl
          aria-label={t('period')}
          value={period}
          onChange={choose}
          data={PERIODS.map((days) => ({ value: days, label: t('lastDays', { count: Number(days) }) }))}
        />
      }
    >
      {figures.error && !figures.data ? <ProblemAlert error={figures.error} /> : null}
      {figures.data ? <Figures figures={figures.data} days={Number(period)} /> : null}
      {figures.isPending ? <Waiting /> : null}
    </Page>
  )
}

function Figures({ figures, days }: { figures: Dashboard; days: number }) {
  if (figures.units === 0) return <FirstSteps />
  const rows = Math.max(figures.statuses.length, 8) // both charts are equally high
  return (
    <Stack gap="md">
      <AttentionCards attention={figures.attention} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <StatusPanel figures={figures} rows={rows} />
        <FlowPanel figures={figures} days={days} rows={rows} />
        <ExceptionsPanel exceptions={figures.exceptions} />
        <SlowPanel slow={figures.slow} />
      </SimpleGrid>
    </Stack>
  )
}

function FirstSteps() {
  const { t } = useTranslation('dashboard')
  const may = useMay()
  return (
    <Empty
      icon={IconSeeding}
      title={t('empty.title')}
      text={t('empty.text')}
      action={
        <Group mt="sm">
          {may('POST /v1/locations') ? (
            <Button renderRoot={(props) => <Link to="/guide" {...props} />}>{t('empty.guide')}</Button>
          ) : null}
          <Button variant="default" renderRoot={(props) => <Link to="/scan" {...props} />}>
            {t('empty.scan')}
          </Button>
        </Group>
      }
    />
  )
}

function Waiting() {
  const { t } = useTranslation()
  return (
    <Stack role="status" aria-label={t('loading')}>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }}>
        {[0, 1, 2, 3, 4, 5].map((card) => (
          <Skeleton key={card} height={88} />
        ))}
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Skeleton height={340} />
        <Skeleton height={340} />
      </SimpleGrid>
    </Stack>
  )
}
