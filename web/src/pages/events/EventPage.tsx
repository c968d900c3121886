// One event: what it says, its units, its bytes as they were hashed, and the proof that it is in the ledger.
import { Button, Skeleton } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay, useMe } from '@/app/session'
import { Page } from '@/ui/Page'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { useWords } from '@/ui/words'
import { BodyPanel } from './BodyPanel'
import classes from './Events.module.css'
import { FactsPanel } from './FactsPanel'
import { ProofPanel } from './ProofPanel'
import { UnitsPanel } from './UnitsPanel'
import { type HashedEvent, useEvent } from './useEvent'

const CommandDialog = lazy(() => import('@/ui/command').then((module) => ({ default: module.CommandDialog })))

export default function EventPage() {
  const { t } = useTranslation('events')
  const words = useWords()
  const { id = '' } = useParams({ strict: false })
  const { data: event, error } = useEvent(id)
  return (
    <Page
      title={event ? words.command(event.body.command) : t('event')}
      actions={event ? <UndoButton event={event} /> : undefined}
    >
      {error ? <ProblemAlert error={error} /> : null}
      {event ? (
        <div className={classes.columns}>
          <div className={classes.column}>
            <FactsPanel event={event} />
            <ProofPanel event={event} />
          </div>
          <div className={classes.column}>
            <UnitsPanel body={event.body} />
            <BodyPanel event={event} />
          </div>
        </div>
      ) : error ? null : (
        <Skeleton height={320} role="status" aria-label={t('loading')} />
      )}
    </Page>
  )
}

/** Who may correct undoes any event; everybody else what they did themselves. Whether it still can be undone, the server says. */
function UndoButton({ event }: { event: HashedEvent }) {
  const { t } = useTranslation('events')
  const may = useMay()
  const me = useMe()
  const [open, setOpen] = useState(false)
  const { body } = event
  if (!may('command:correct') && me?.id !== body.actor[0]) return null
  return (
    <>
      <Button variant="default" leftSection={<IconArrowBackUp size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {t('undo')}
      </Button>
      {open ? (
        <Suspense fallback={null}>
          <CommandDialog command="correct" undo={body.id} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
