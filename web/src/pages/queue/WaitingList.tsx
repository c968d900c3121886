// What is to be sent, in its order. What was never sent can be taken back.
import { Button, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { cancelWaiting, type Overview, type Scan } from '@/queue'
import { Panel } from '@/ui/Panel'
import { showProblem } from '@/ui/showProblem'
import classes from './queue.module.css'
import { ScanRow } from './ScanRow'

export function WaitingList({ open, by }: { open: Overview; by: string }) {
  const { t } = useTranslation('queue')
  const note = (entry: Scan) => {
    if (entry.state === 'sending') return t('waiting.onWay')
    if (entry.state === 'held') return t('waiting.heldBehind')
    return entry.attempts > 0 ? t('waiting.tries', { count: entry.attempts }) : ''
  }
  const takeBack = async (entry: Scan) => {
    if (!(await cancelWaiting(entry.id, by))) showProblem(new Error(t('tooLate')))
  }
  const entries = [...open.next, ...open.held].sort((a, b) => a.n - b.n)
  const further = open.waiting - open.next.length
  if (entries.length === 0) return null
  return (
    <Panel title={t('waiting.title')}>
      <ol className={classes.list}>
        {entries.map((entry) => (
          <ScanRow
            key={entry.id}
            entry={entry}
            note={note(entry)}
            action={
              entry.attempts === 0 && entry.user === by ? (
                <Button variant="subtle" size="sm" onClick={() => void takeBack(entry)}>
                  {t('waiting.takeBack')}
                </Button>
              ) : null
            }
          />
        ))}
      </ol>
      {further > 0 ? (
        <Text size="sm" c="dimmed" mt="xs">
          {t('waiting.further', { count: further })}
        </Text>
      ) : null}
    </Panel>
  )
}
