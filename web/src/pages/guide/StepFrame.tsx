// One step: its number or tick, what it is for, and, while it is its turn, its form.
import { Button, Group, Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Guide.module.css'
import type { Step } from './progress'

type Props = {
  step: Step
  number: number
  done: boolean
  open: boolean
  /** What was made, while it is closed. */
  summary?: ReactNode
  onOpen: () => void
  children: ReactNode
}

export function StepFrame({ step, number, done, open, summary, onOpen, children }: Props) {
  const { t } = useTranslation(['guide', 'common'])
  return (
    <Paper component="li" p="md" className={classes.step} data-open={open || undefined} data-step={step}>
      <Group align="start" wrap="nowrap" gap="md">
        <ThemeIcon size={36} radius="xl" variant={done || open ? 'filled' : 'default'} aria-hidden>
          {done ? <IconCheck size={20} /> : number}
        </ThemeIcon>
        <Stack gap={4} flex={1} miw={0}>
          <Group justify="space-between" wrap="nowrap" gap="xs">
            <Title order={2} size="h4">
              {t(`guide:steps.${step}.title`)}
            </Title>
            {done ? <span className={classes.mark}>{t('common:done')}</span> : null}
          </Group>
          {open ? (
            <Stack mt={4}>
              <Text maw={560}>{t(`guide:steps.${step}.text`)}</Text>
              {children}
            </Stack>
          ) : (
            <Group gap="xs">
              {summary ? (
                <Text c="dimmed" size="sm">
                  {summary}
                </Text>
              ) : null}
              {done ? (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  ml="-xs"
                  onClick={onOpen}
                  aria-label={`${t('guide:again')}: ${t(`guide:steps.${step}.title`)}`}
                >
                  {t('guide:again')}
                </Button>
              ) : null}
            </Group>
          )}
        </Stack>
      </Group>
    </Paper>
  )
}
