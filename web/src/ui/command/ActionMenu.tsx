// What can be done with one unit, or with many: buttons for what comes next, everything else in a menu. Only what the server allows.
import { Button, Group, Menu, Text } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { lazy, type ReactNode, Suspense, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/app/session'
import { useWords } from '@/ui/words'
import classes from './Command.module.css'
import type { CommandUnit } from './fields'
import { useLifecycle } from './lifecycle'
import { isGrave, offeredFor } from './offered'
import type { CommandAnswer } from './useGiveCommand'

const CommandDialog = lazy(() => import('./CommandDialog').then((module) => ({ default: module.CommandDialog })))
const NONE: string[] = []

type Props = {
  /** With their `allowed` (one unit), or with status and holds (rows of a list). */
  units: readonly CommandUnit[]
  /** Of a unit: its `allowed`. */
  allowed?: readonly string[]
  /** How many buttons stand beside the menu. */
  buttons?: number
  onDone?: (answer: CommandAnswer) => void
  /** Between the buttons and the menu: what is no command. */
  children?: ReactNode
}

/** Its texts may still be on their way: then only this part waits. */
export function ActionMenu(props: Props) {
  return (
    <Suspense fallback={null}>
      <Actions {...props} />
    </Suspense>
  )
}

function Actions({ units, allowed, buttons = 3, onDone, children }: Props) {
  const { t } = useTranslation(['command', 'common'])
  const words = useWords()
  const may = useMe()?.may?.commands ?? NONE
  const lifecycle = useLifecycle()
  const [command, setCommand] = useState<string | null>(null)
  const offered = useMemo(
    () => offeredFor(allowed ? units.map((unit) => ({ ...unit, allowed })) : units, may, lifecycle),
    [units, allowed, may, lifecycle],
  )
  // Told when the dialog is gone: until then it may still show which units were refused.
  const done = useRef<CommandAnswer | null>(null)
  const close = () => {
    setCommand(null)
    if (done.current) onDone?.(done.current)
    done.current = null
  }
  const keep = (answer: CommandAnswer) => {
    done.current = answer
  }
  if (offered.length === 0) {
    return (
      <Group gap="xs">
        <Text size="sm" c="dimmed">
          {t('command:nothingAllowed')}
        </Text>
        {children}
      </Group>
    )
  }
  return (
    <Group gap="xs" className={classes.actions}>
      {offered.slice(0, buttons).map((name, index) => (
        <Button key={name} variant={index === 0 ? 'filled' : 'default'} onClick={() => setCommand(name)}>
          {words.command(name)}
        </Button>
      ))}
      {children}
      {offered.length > buttons ? (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
              {t('command:moreActions')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown className={classes.menu}>
            {offered.slice(buttons).map((name) => (
              <Menu.Item key={name} color={isGrave(name) ? 'red' : undefined} onClick={() => setCommand(name)}>
                {words.command(name)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : null}
      {command ? (
        <Suspense fallback={null}>
          <CommandDialog key={command} command={command} units={units} onDone={keep} onClose={close} />
        </Suspense>
      ) : null}
    </Group>
  )
}
