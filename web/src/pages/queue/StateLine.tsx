// One sentence: is anything on its way, and what does it wait for.
import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useConnected } from '@/app/live'
import type { Overview } from '@/queue'

export function StateLine({ open, user }: { open: Overview; user: string }) {
  const { t } = useTranslation('queue')
  const connected = useConnected()
  const others = open.users.filter((one) => one.user !== user)
  const mine = open.users.find((one) => one.user === user)?.count ?? 0
  const sentence = () => {
    if (mine > 0) return connected ? t('state.sending', { count: mine }) : t('state.away', { count: mine })
    if (!connected) return t('state.calmAway')
    if (open.refused.length > 0) return t('state.refusedOnly')
    return open.waiting === 0 ? t('state.calm') : null
  }
  return (
    <Stack gap={4} role="status">
      <Text c="dimmed">{sentence()}</Text>
      {others.map((one) => (
        <Text key={one.user}>{t('others', one)}</Text>
      ))}
    </Stack>
  )
}
