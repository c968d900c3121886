// A surface on the page's ground: a card with an optional heading.
import { Group, Paper, type PaperProps, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Panel.module.css'

type Props = PaperProps & { title?: ReactNode; actions?: ReactNode; children: ReactNode; component?: 'section' | 'div' }

export function Panel({ title, actions, children, ...rest }: Props) {
  return (
    <Paper component="section" p="md" className={classes.panel} {...rest}>
      {title || actions ? (
        <Group justify="space-between" mb="sm" gap="xs">
          {title ? (
            <Title order={2} className={classes.title}>
              {title}
            </Title>
          ) : (
            <span />
          )}
          {actions}
        </Group>
      ) : null}
      {children}
    </Paper>
  )
}
