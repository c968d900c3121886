// The running list: every scan of this device with its verdict, newest first. Those that need a person are open; others open by a touch.
import { UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCloudUpload, IconInfoCircle, IconUrgent, IconX } from '@tabler/icons-react'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tabId } from '@/queue'
import type { ScanAnswer } from '@/scan/known'
import type { Line, Tone } from '@/scan/lines'
import { useNotes } from '@/scan/notes'
import { HoldBadges } from '@/ui/Badges'
import { Empty } from '@/ui/Empty'
import { useWords } from '@/ui/words'
import { clock } from './clock'
import { LineActions } from './LineActions'
import classes from './ScanList.module.css'
import { useVerdict } from './useVerdict'

const PICTURES: Record<Tone, typeof IconCheck> = {
  good: IconCheck,
  bad: IconX,
  alarm: IconUrgent,
  wait: IconCloudUpload,
  info: IconInfoCircle,
  gone: IconAlertTriangle,
}

export function ScanList({ lines, shownKey }: { lines: readonly Line[]; shownKey: string | undefined }) {
  const { t } = useTranslation('scan')
  const { answers } = useNotes()
  if (lines.length === 0) return <Empty title={t('list.empty')} text={t('list.emptyText')} />
  return (
    <ol className={classes.list} aria-label={t('list.title')}>
      {lines.map((line) => (
        <Row
          key={line.key}
          line={line}
          answer={answers.get(line.key)}
          open={line.entry?.state === 'refused' && line.key !== shownKey}
        />
      ))}
    </ol>
  )
}

const Row = memo(function Row({ line, answer, open }: RowProps) {
  const verdict = useVerdict(line, answer)
  const words = useWords()
  const [asked, setAsked] = useState(false)
  const Picture = PICTURES[line.tone]
  const mayUndo = line.entry?.state === 'done' || (line.entry?.state === 'waiting' && line.entry.tab === tabId)
  const undoable = mayUndo && !line.undone && line.entry?.command !== 'correct'
  const more = undoable || open || verdict.unitId !== undefined || Boolean(verdict.choices)
  return (
    <li className={classes.row} data-tone={line.tone}>
      <UnstyledButton
        className={classes.line}
        onClick={() => setAsked(!asked)}
        disabled={!more}
        aria-expanded={more ? asked || open : undefined}
      >
        <Picture size={22} stroke={2.2} aria-hidden className={classes.picture} />
        <span className={classes.text}>
          <span className={classes.first}>
            <span className={classes.code}>{line.code}</span>
            <span className={classes.time}>{clock(line.at)}</span>
          </span>
          <span className={classes.second}>
            <span className={classes.headline}>{verdict.headline}</span>
            {verdict.place ? <span>{verdict.place}</span> : null}
            {verdict.product ? <span className={classes.product}>{verdict.product}</span> : null}
            {verdict.status && !verdict.bare ? <span>{words.status(verdict.status)}</span> : null}
            <HoldBadges holds={verdict.holds} />
          </span>
          {verdict.says && line.tone !== 'wait' ? <span className={classes.says}>{verdict.says}</span> : null}
        </span>
      </UnstyledButton>
      {asked || open ? (
        <div className={classes.actions}>
          <LineActions line={line} verdict={verdict} undoable={undoable} />
        </div>
      ) : null}
    </li>
  )
}, sameRow)

type RowProps = { line: Line; answer: ScanAnswer | undefined; open: boolean }

/** Entries are read anew from the device at each change: compared by what can change. */
function sameRow(a: RowProps, b: RowProps): boolean {
  const [one, other] = [a.line, b.line]
  return (
    a.open === b.open &&
    a.answer === b.answer &&
    one.key === other.key &&
    one.tone === other.tone &&
    one.undone === other.undone &&
    one.entry?.state === other.entry?.state
  )
}
