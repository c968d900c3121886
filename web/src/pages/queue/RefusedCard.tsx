// A scan that the server refused: what it said, what is allowed instead, and the decision.
import { Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { retry, type Scan } from '@/queue'
import { showProblem } from '@/ui/showProblem'
import { Mono, Time } from '@/ui/Texts'
import { useWords } from '@/ui/words'
import { GiveUpDialog } from './GiveUpDialog'
import { OpenUnit } from './OpenUnit'
import classes from './queue.module.css'

export function RefusedCard({ entry, behind, by }: { entry: Scan; behind: Scan[]; by: string }) {
  const { t } = useTranslation(['queue', 'common'])
  const words = useWords()
  const [asking, dialog] = useDisclosure(false)
  const allowed = entry.problem?.allowed ?? []
  const again = async () => {
    if (!(await retry(entry.id))) showProblem(new Error(t('queue:changed')))
  }
  return (
    <section className={classes.refused} aria-label={`${words.command(entry.command)} ${entry.code}`}>
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <IconAlertTriangle size={18} className={classes.alarm} aria-hidden />
          <Text fw={600}>
            {words.command(entry.command)} <Mono>{entry.code}</Mono>
          </Text>
        </Group>
        <Text size="sm" c="dimmed">
          {entry.user} · <Time at={entry.at} />
        </Text>
      </Group>
      <Stack gap={4} mt="xs" mb="sm">
        {entry.label ? <Text size="sm">{entry.label}</Text> : null}
        <Text>{entry.problem?.detail}</Text>
        {allowed.length > 0 ? (
          <Text size="sm">{t('common:error.allowed', { commands: allowed.map(words.command).join(', ') })}</Text>
        ) : null}
        {behind.length > 0 ? (
          <Text size="sm" c="dimmed">
            {t('queue:refused.behind', { count: behind.length })}
          </Text>
        ) : null}
      </Stack>
      <Group gap="xs" className={classes.buttons}>
        <Button onClick={() => void again()}>{t('queue:refused.retry')}</Button>
        <Button variant="default" onClick={dialog.open}>
          {t('queue:refused.giveUp')}
        </Button>
        <OpenUnit entry={entry} />
      </Group>
      <GiveUpDialog opened={asking} onClose={dialog.close} entry={entry} behind={behind.length} by={by} />
    </section>
  )
}
