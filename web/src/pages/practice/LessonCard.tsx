// One lesson: what is done in it, whether somebody has done it, its codes, and the way to the scan page in that mode.
import { Button, Group, Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { IconCheck, IconQrcode } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Mode } from '@/scan/modes'
import { setMode } from '@/scan/setup'
import { CodesDialog } from './CodesDialog'
import type { Lesson } from './lessons'
import classes from './Practice.module.css'

type Props = { mode: Mode; lesson: Lesson; done: boolean; permitted: boolean }

export function LessonCard({ mode, lesson, done, permitted }: Props) {
  const { t } = useTranslation(['practice', 'scan', 'common'])
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const start = () => {
    setMode(mode.name)
    void navigate({ to: '/scan' })
  }
  const Picture = done ? IconCheck : mode.icon
  return (
    <Paper component="li" p="md" className={classes.lesson} data-done={done || undefined} data-lesson={mode.name}>
      <Stack gap="sm">
        <Group gap="sm" wrap="nowrap">
          <ThemeIcon size={36} radius="xl" variant={done ? 'filled' : 'default'} aria-hidden>
            <Picture size={20} />
          </ThemeIcon>
          <Title order={2} size="h4" flex={1}>
            {t(`scan:mode.${mode.name}`)}
          </Title>
          {done ? (
            <Text size="sm" fw={600}>
              {t('common:done')}
            </Text>
          ) : null}
        </Group>
        <Text size="sm">{t(`practice:lesson.${mode.name}`)}</Text>
        {permitted ? (
          <Group gap="xs">
            <Button variant="default" leftSection={<IconQrcode size={16} aria-hidden />} onClick={() => setOpen(true)}>
              {t('practice:codes')}
            </Button>
            <Button variant={done ? 'subtle' : 'light'} onClick={start}>
              {t('practice:open')}
            </Button>
          </Group>
        ) : (
          <Text size="sm" c="dimmed">
            {t('practice:notYours')}
          </Text>
        )}
      </Stack>
      {open ? <CodesDialog mode={mode.name} lesson={lesson} onStart={start} onClose={() => setOpen(false)} /> : null}
    </Paper>
  )
}
