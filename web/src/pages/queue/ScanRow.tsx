// One scan in a list: what, when, and what came of it or is to come.
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Scan } from '@/queue'
import { Mono, Time } from '@/ui/Texts'
import { useWords } from '@/ui/words'
import classes from './queue.module.css'

export function ScanRow({ entry, note, action }: { entry: Scan; note?: ReactNode; action?: ReactNode }) {
  const words = useWords()
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <Text fw={500}>
          {words.command(entry.command)} <Mono>{entry.code}</Mono>
        </Text>
        {entry.label ? (
          <Text size="sm" c="dimmed" truncate title={entry.label}>
            {entry.label}
          </Text>
        ) : null}
      </div>
      <Text size="sm" c="dimmed" className={classes.note}>
        {note}
      </Text>
      <Text size="sm" c="dimmed" className={classes.when}>
        <Time at={entry.at} />
      </Text>
      {action ? <div className={classes.action}>{action}</div> : null}
    </li>
  )
}
