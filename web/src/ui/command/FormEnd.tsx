// The end of every command: note, time, all or some, what the server said, and the buttons.
import { Button, Group, SegmentedControl, Stack, Textarea, UnstyledButton } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TimeInput } from '@/ui/inputs'
import { useWords } from '@/ui/words'
import classes from './Command.module.css'
import type { Draft } from './fields'
import { isGrave } from './offered'

type Props = {
  draft: Draft
  setText: (name: string, value: string) => void
  undo: boolean
  many: boolean
  mode: 'all' | 'partial'
  setMode: (mode: 'all' | 'partial') => void
  command: string
  sending: boolean
  onClose: () => void
  children: ReactNode
}

export function FormEnd(props: Props) {
  const { draft, setText, undo, many, mode, setMode, command, sending, onClose, children } = props
  const { t } = useTranslation(['command', 'common'])
  const words = useWords()
  const [earlier, setEarlier] = useState(Boolean(draft.text.time))
  return (
    <>
      <Textarea
        label={t('common:note')}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={2000}
        value={draft.text.note ?? ''}
        onChange={(event) => setText('note', event.currentTarget.value)}
      />
      {undo ? null : earlier ? (
        <TimeInput
          label={t('command:field.time')}
          description={t('command:timeHint')}
          max={new Date().toISOString()}
          value={draft.text.time ?? ''}
          onChange={(value) => setText('time', value)}
        />
      ) : (
        <UnstyledButton className={classes.more} onClick={() => setEarlier(true)}>
          <IconClock size={16} aria-hidden />
          {t('command:earlier')}
        </UnstyledButton>
      )}
      {many ? (
        <Stack gap={4}>
          <SegmentedControl
            fullWidth
            aria-label={t('command:mode.label')}
            value={mode}
            onChange={(value) => setMode(value === 'partial' ? 'partial' : 'all')}
            data={[
              { value: 'all', label: t('command:mode.all') },
              { value: 'partial', label: t('command:mode.partial') },
            ]}
          />
        </Stack>
      ) : null}
      {children}
      <Group justify="flex-end" gap="xs" className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button type="submit" loading={sending} color={isGrave(command) ? 'red' : undefined}>
          {undo ? t('command:undo') : words.command(command)}
        </Button>
      </Group>
    </>
  )
}
