import { Button, Group, Text } from '@mantine/core'
import { IconArrowBackUp, IconShieldCheck } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { permits, useMe } from '@/app/session'
import { colorVar, StatusBadge, statusColor } from '@/ui/Badges'
import { CommandDialog } from '@/ui/command'
import { EventLink } from '@/ui/links'
import { Time } from '@/ui/Texts'
import { useWords } from '@/ui/words'
import { EntryFacts } from './EntryFacts'
import type { HistoryEntry } from './life'
import classes from './Timeline.module.css'

const ProofDialog = lazy(() => import('./ProofDialog'))

type Props = {
  entry: HistoryEntry
  /** The one before it in time. */
  before: HistoryEntry | undefined
  unit: { id: number; serial: string; product: string }
  newest: boolean
}

/** The server recorded it later than it happened: offline, or told afterwards. */
const LATE_MS = 60_000

export function isLate(entry: { time: string; recorded?: string }): boolean {
  return entry.recorded !== undefined && Math.abs(Date.parse(entry.recorded) - Date.parse(entry.time)) > LATE_MS
}

export function TimelineEntry({ entry, before, unit, newest }: Props) {
  const { t } = useTranslation(['units', 'common'])
  const words = useWords()
  const me = useMe()
  const [dialog, setDialog] = useState<'proof' | 'undo' | null>(null)
  const id = entry.id
  const close = () => setDialog(null)
  // The last one can be undone: by who did it, or by who may correct. The server has the last word.
  const mayUndo =
    newest && !entry.carried && id !== undefined && (entry.actor === me?.name || permits(me, 'command:correct'))
  return (
    <li className={classes.entry}>
      <span
        className={classes.dot}
        style={{ background: colorVar(statusColor[entry.status] ?? 'gray.5') }}
        aria-hidden
      />
      <div className={classes.what}>
        <Group gap="xs" align="baseline">
          <Text span fw={600}>
            {id ? <EventLink id={id}>{words.command(entry.command)}</EventLink> : words.command(entry.command)}
          </Text>
          {entry.status === before?.status ? null : <StatusBadge status={entry.status} />}
          {entry.carried ? (
            <Text span size="xs" c="dimmed">
              {t('units:history.carried')}
            </Text>
          ) : null}
        </Group>
        <EntryFacts entry={entry} late={isLate(entry)} />
      </div>
      <Text span size="sm" c="dimmed" className={classes.when}>
        <Time at={entry.time} />
      </Text>
      {id ? (
        <Group gap={4} className={classes.tools}>
          {mayUndo ? (
            <Button
              variant="subtle"
              size="compact-xs"
              leftSection={<IconArrowBackUp size={14} aria-hidden />}
              onClick={() => setDialog('undo')}
            >
              {t('units:history.undo')}
            </Button>
          ) : null}
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconShieldCheck size={14} aria-hidden />}
            onClick={() => setDialog('proof')}
          >
            {t('units:proof.button')}
          </Button>
        </Group>
      ) : null}
      <Suspense fallback={null}>
        {id && dialog === 'proof' ? <ProofDialog id={id} onClose={close} /> : null}
        {id && dialog === 'undo' ? <CommandDialog command="correct" undo={id} units={[unit]} onClose={close} /> : null}
      </Suspense>
    </li>
  )
}
