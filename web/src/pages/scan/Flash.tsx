// The last verdict, large enough to be read from two metres: by its colour, its picture and its words.
import {
  IconAlertTriangle,
  IconCheck,
  IconCloudUpload,
  IconInfoCircle,
  IconScan,
  IconUrgent,
  IconX,
} from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Line, Tone } from '@/scan/lines'
import { type Context, type Mode, missing } from '@/scan/modes'
import { useNotes } from '@/scan/notes'
import { HoldBadges, StatusBadge } from '@/ui/Badges'
import classes from './Flash.module.css'
import { LineActions } from './LineActions'
import { PrintReceived } from './PrintReceived'
import { isScannable, slotNames } from './slotNames'
import { useVerdict } from './useVerdict'

const Facts = lazy(() => import('@/ui/code/Facts'))

const PICTURES: Record<Tone, typeof IconCheck> = {
  good: IconCheck,
  bad: IconX,
  alarm: IconUrgent,
  wait: IconCloudUpload,
  info: IconInfoCircle,
  gone: IconAlertTriangle,
}

type Props = { line: Line | undefined; flash: number; mode: Mode; context: Context }

export function Flash({ line, flash, mode, context }: Props) {
  return (
    <div className={classes.frame}>
      {line ? <Shown key={flash} line={line} /> : null}
      <Next mode={mode} context={context} alone={!line} />
    </div>
  )
}

/** On its way: the answer may come any moment. */
const unanswered = (line: Line) => line.entry?.state === 'sending' || undefined

function Shown({ line }: { line: Line }) {
  const { answers } = useNotes()
  const verdict = useVerdict(line, answers.get(line.key))
  const Picture = PICTURES[line.tone]
  return (
    <section className={classes.panel} data-tone={line.tone} data-testid="verdict" data-sending={unanswered(line)}>
      <div className={classes.row}>
        <Picture className={classes.picture} stroke={2.4} aria-hidden />
        <div className={classes.text} role="status">
          <div className={classes.headline}>{verdict.headline}</div>
          <div className={classes.code}>{line.code}</div>
          <div className={classes.facts}>
            {verdict.product ? <span>{verdict.product}</span> : null}
            {verdict.place ? <strong>{verdict.place}</strong> : null}
            {verdict.status && !verdict.bare ? <StatusBadge status={verdict.status} /> : null}
            <HoldBadges holds={verdict.holds} />
          </div>
          {verdict.says ? <p className={classes.says}>{verdict.says}</p> : null}
          {verdict.facts ? (
            <Suspense fallback={null}>
              <Facts answer={verdict.facts} />
            </Suspense>
          ) : null}
        </div>
      </div>
      {line.tone === 'good' ? (
        <PrintReceived entry={line.entry} />
      ) : (
        <LineActions line={line} verdict={verdict} undoable={false} />
      )}
    </section>
  )
}

/** What to scan now. */
function Next({ mode, context, alone }: { mode: Mode; context: Context; alone: boolean }) {
  const { t } = useTranslation('scan')
  const first = missing(mode, context)
  const place = context.location ?? context.party ?? context.package ?? context.hold
  const text = () => {
    if (mode.commands.length === 0) return t('ready.lookup')
    if (first) {
      const slots = slotNames(t as never, first)
      return first.some(isScannable) ? t('ready.first', { slots }) : t('ready.fill', { slots })
    }
    return place && mode.slots.some((slot) => context[slot] === place)
      ? t('ready.into', { place: place.value })
      : t('ready.units')
  }
  return (
    <p className={classes.next} data-alone={alone || undefined} data-first={first ? true : undefined}>
      <IconScan size={alone ? 40 : 20} stroke={1.6} aria-hidden />
      {text()}
    </p>
  )
}
