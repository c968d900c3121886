// The frame of every page: its heading, what can be done with all of it, and the help that belongs to it.
import { Box, Group, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import classes from './Page.module.css'

type Props = {
  /** Also the document's title. */
  title: string
  /** The title is a serial or code. */
  mono?: boolean
  /** Beside the heading: badges, a code. */
  beside?: ReactNode
  /** Buttons at the right (below the heading on a phone). */
  actions?: ReactNode
  children: ReactNode
}

export function Page({ title, mono, beside, actions, children }: Props) {
  useDocumentTitle(`${title} · Serno`)
  return (
    <Box className={classes.page}>
      <Group justify="space-between" align="center" mb="md" gap="sm" className={classes.head}>
        <Group gap="sm" align="center">
          <Title order={1} className={classes.title} ff={mono ? 'monospace' : undefined}>
            {title}
          </Title>
          {beside}
        </Group>
        {actions ? <Group gap="xs">{actions}</Group> : null}
      </Group>
      {children}
    </Box>
  )
}
