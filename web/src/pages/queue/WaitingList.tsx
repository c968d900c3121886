// What is to be sent, in its order. What was never sent can be taken back.
import { Button, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { cancelWaiting, type Scan } from '@/queue'
import { Panel } from '@/ui/Panel'
import { showProblem } from '@/ui/showProblem'
import classes from './queue.module.css'
import { ScanRow } from './ScanRow'

const SHOWN = 50

export function WaitingList({ entries, by }: { entries: Scan[]; by: string }) {
  const { t } = useTranslation('queue')
  const note = (entry: Scan) => {
    if (entry.state === 'sending') return t('waiting.onWay')
    if (entry.state === 'held') return t('waiting.heldBehind')
    return entry.attempts > 0 ? t('waiting.tries', { count: entry.attempts }) : ''
  }
  const takeBack = async (entry: Scan) => {
    if (!(await cancelWaiting(entry.id, by))) showProblem(new Error(t('tooLate')))
  }
  return (
    <Panel title={t('waiting.title')}>
      <ol className={classes.list}>
        {entries.slice(0, SHOWN).map((entry) => (
          <ScanRow
            key={entry.id}
            entry={entry}
            note={note(entry)}
            action={
              entry.attempts === 0 ? (
                <Button variant="subtle" size="sm" onClick={() => void takeBack(entry)}>
                  {t('waiting.takeBack')}
                </Button>
              ) : null
            }
          />
        ))}
      </ol>
      {entries.length > SHOWN ? (
        <Text size="sm" c="dimmed" mt="xs">
          {t('waiting.further', { count: entries.length - SHOWN })}
        </Text>
      ) : null}
    </Panel>
  )
}
