// Where a unit stands in its life, and why it may not move on. Text in the text's colour, so that it is read in any light.
import { Group, Text } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import classes from './Badges.module.css'
import { useWords } from './words'

/** Theme colour of each status's dot; also for charts. */
export const statusColor: Record<string, string> = {
  allocated: 'gray.4',
  in_stock: 'harbour.5',
  reserved: 'indigo.5',
  picked: 'blue.5',
  packed: 'cyan.6',
  in_transit: 'violet.5',
  delivered: 'teal.8',
  on_loan: 'grape.5',
  returned: 'orange.5',
  in_repair: 'amber.5',
  installed: 'lime.7',
  missing: 'red.5',
  stolen: 'red.9',
  scrapped: 'gray.6',
  void: 'gray.5',
}

export function colorVar(name: string): string {
  return `var(--mantine-color-${name.replace('.', '-')})`
}

export function StatusBadge({ status, size = 'sm' }: { status: string; size?: 'sm' | 'lg' }) {
  const words = useWords()
  return (
    <span
      className={classes.badge}
      data-size={size}
      data-alarm={status === 'stolen' || status === 'missing' || undefined}
    >
      <span className={classes.dot} style={{ background: colorVar(statusColor[status] ?? 'gray.5') }} aria-hidden />
      {words.status(status)}
    </span>
  )
}

export function HoldBadges({ holds }: { holds: readonly string[] | undefined }) {
  const words = useWords()
  if (!holds?.length) return null
  return (
    <Group gap={4} component="span" display="inline-flex">
      {holds.map((hold) => (
        <span key={hold} className={classes.badge} data-hold>
          <IconLock size={12} aria-hidden />
          <Text span inherit>
            {words.hold(hold)}
          </Text>
        </span>
      ))}
    </Group>
  )
}
