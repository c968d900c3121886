// Where a unit is in its life: a list of stations, drawn as a line, that reads as sentences for who does not see it.
import { VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { colorVar, statusColor } from '@/ui/Badges'
import { date, dateTime } from '@/ui/format'
import { Panel } from '@/ui/Panel'
import { useWords } from '@/ui/words'
import classes from './LifePicture.module.css'
import { type HistoryEntry, lifeOf, type Step } from './life'

type Props = { unit: { status: string; events: number; received_at?: string }; history: readonly HistoryEntry[] }

export function LifePicture({ unit, history }: Props) {
  const { t } = useTranslation('units')
  return (
    <Panel aria-label={t('life.title')} p="md">
      <ol className={classes.way}>
        {lifeOf(unit, history).map((station) => (
          <li key={station.status} className={classes.station} data-state={station.state}>
            <StepText step={station} />
            {station.sides.length > 0 ? (
              <ul className={classes.sides}>
                {station.sides.map((side) => (
                  <li key={side.status} className={classes.side} data-state={side.state}>
                    <StepText step={side} />
                  </li>
                ))}
              </ul>
            ) : null}
          </li>
        ))}
      </ol>
    </Panel>
  )
}

function StepText({ step }: { step: Step }) {
  const { t } = useTranslation('units')
  const words = useWords()
  return (
    <div className={classes.step} aria-current={step.state === 'now' ? 'step' : undefined}>
      <span
        className={classes.dot}
        style={{ '--dot': colorVar(statusColor[step.status] ?? 'gray.5') } as React.CSSProperties}
        aria-hidden
      />
      <span className={classes.name}>{words.status(step.status)}</span>
      <VisuallyHidden>{t(`life.${step.state}`)}</VisuallyHidden>
      {step.at ? (
        <time className={classes.date} dateTime={step.at} title={dateTime(step.at, true)}>
          {date(step.at)}
        </time>
      ) : null}
    </div>
  )
}
