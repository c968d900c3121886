// The first minutes: from nothing to the first scan, in six small steps. Where one is comes from what is there, so it can be left and
// taken up again.
import { Button, Group, Progress, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { realm } from '@/api/realm'
import { settingsQuery, useChangeSettings } from '@/app/company'
import { useMay } from '@/app/session'
import { Empty } from '@/ui/Empty'
import { Page } from '@/ui/Page'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { showProblem } from '@/ui/showProblem'
import { AllDone } from './AllDone'
import classes from './Guide.module.css'
import { GuideStep } from './GuideStep'
import { nextOf, type Step, steps } from './progress'
import { rememberOver } from './remembered'
import { useFacts } from './useFacts'

export default function GuidePage() {
  const { t } = useTranslation('guide')
  const { facts, error } = useFacts()
  const [again, setAgain] = useState<Step | null>(null)
  const finish = useFinish()
  if (realm() === 'practice')
    return (
      <Page title={t('title')}>
        <Empty title={t('inPractice')} text={t('inPracticeText')} />
      </Page>
    )
  const next = facts ? nextOf(facts.done) : undefined
  const count = facts ? steps.filter((step) => facts.done.has(step)).length : 0
  return (
    <Page
      title={t('title')}
      actions={
        facts && next ? (
          <Button variant="subtle" onClick={finish}>
            {t('notNow')}
          </Button>
        ) : null
      }
    >
      <Stack maw={760}>
        <Text>{t('text')}</Text>
        <Group gap="sm" wrap="nowrap">
          <Progress value={(count / steps.length) * 100} flex={1} size="lg" aria-label={t('progress')} />
          <Text size="sm" fw={600}>
            {t('count', { done: count, all: steps.length })}
          </Text>
        </Group>
        <ProblemAlert error={error} />
        {facts && !next ? <AllDone onFinish={finish} /> : null}
        {facts ? (
          <ol className={classes.list}>
            {steps.map((step, index) => (
              <GuideStep
                key={`${step} ${facts.done.has(step)}`}
                step={step}
                number={index + 1}
                facts={facts}
                open={step === (again ?? next)}
                onOpen={() => setAgain(step)}
                onDone={() => setAgain(null)}
              />
            ))}
          </ol>
        ) : error ? null : (
          <Skeleton height={420} />
        )}
      </Stack>
    </Page>
  )
}

/** Never again by itself: for everybody when an administrator says so, otherwise in this browser. */
function useFinish() {
  const may = useMay()
  const navigate = useNavigate()
  const settings = useQuery(settingsQuery)
  const change = useChangeSettings(undefined)
  return async () => {
    rememberOver(true)
    if (may('PATCH /v1/settings') && !settings.data?.guide_done)
      await change.mutateAsync({ guide_done: true }).catch(showProblem)
    await navigate({ to: '/scan' })
  }
}
