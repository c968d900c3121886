// A person decides that a refused scan is never sent, and says why.
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { discard, type Scan } from '@/queue'
import { showProblem } from '@/ui/showProblem'
import classes from './queue.module.css'

type Props = { opened: boolean; onClose: () => void; entry: Scan; behind: number; by: string }

export function GiveUpDialog({ opened, onClose, entry, behind, by }: Props) {
  const { t } = useTranslation(['queue', 'common'])
  const [reason, setReason] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() === '') return
    const done = await discard(entry.id, reason.trim(), by)
    onClose()
    if (!done) showProblem(new Error(t('queue:changed')))
  }
  return (
    <Modal opened={opened} onClose={onClose} title={t('queue:giveUp.title')} centered>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <Text>{t('queue:giveUp.text')}</Text>
          {behind > 0 ? <Text>{t('queue:giveUp.after', { count: behind })}</Text> : null}
          <Group gap="xs" className={classes.buttons}>
            {(['mistake', 'done', 'absent'] as const).map((name) => (
              <Button
                key={name}
                size="sm"
                variant="default"
                onClick={() => setReason(t(`queue:giveUp.reasons.${name}`))}
              >
                {t(`queue:giveUp.reasons.${name}`)}
              </Button>
            ))}
          </Group>
          <TextInput
            label={t('queue:giveUp.reason')}
            required
            maxLength={200}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs" className={classes.buttons}>
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" color="red" disabled={reason.trim() === ''}>
              {t('queue:giveUp.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
