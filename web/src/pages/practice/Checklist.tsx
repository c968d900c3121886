// All lessons, and how many of them are done.
import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/app/session'
import { modes, modesFor } from '@/scan/modes'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { LessonCard } from './LessonCard'
import { type Codes, lessons } from './lessons'
import classes from './Practice.module.css'
import { useDone, useEndPractice, useMakePractice } from './usePractice'

const NOTHING: string[] = []

export function Checklist({ codes, size }: { codes: Codes; size: number }) {
  const { t } = useTranslation('practice')
  const done = useDone(size)
  const may = useMe()?.may?.commands ?? NOTHING
  const permitted = new Set(modesFor(may).map((mode) => mode.name))
  const mine = lessons.filter((lesson) => permitted.has(lesson.mode))
  const count = mine.filter((lesson) => done.has(lesson.mode)).length
  const anew = useMakePractice()
  const end = useEndPractice()
  return (
    <Stack>
      <Text maw={720}>{t('how')}</Text>
      <Group gap="sm" wrap="nowrap" maw={720}>
        <Progress value={(count / Math.max(1, mine.length)) * 100} flex={1} size="lg" aria-label={t('progress')} />
        <Text size="sm" fw={600}>
          {t('count', { done: count, all: mine.length })}
        </Text>
      </Group>
      {count === mine.length ? (
        <Text fw={600} role="status">
          {t('allDone')}
        </Text>
      ) : null}
      <ul className={classes.lessons}>
        {lessons.map((lesson) => {
          const mode = modes.find((one) => one.name === lesson.mode)
          return mode ? (
            <LessonCard
              key={lesson.mode}
              mode={mode}
              lesson={codes[lesson.codes]}
              done={done.has(lesson.mode)}
              permitted={permitted.has(lesson.mode)}
            />
          ) : null
        })}
      </ul>
      <ProblemAlert error={anew.error ?? end.error} />
      <Group>
        <Button variant="default" loading={anew.isPending} onClick={() => anew.mutate()}>
          {t('anew')}
        </Button>
        <Button variant="subtle" color="red" loading={end.isPending} onClick={() => end.mutate()}>
          {t('end')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {t('anewHint')}
      </Text>
    </Stack>
  )
}
