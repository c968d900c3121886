// One sentence: is anything on its way, and what does it wait for.
import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useConnected } from '@/app/live'
import type { Lists } from './lists'

export function StateLine({ lists }: { lists: Lists }) {
  const { t } = useTranslation('queue')
  const connected = useConnected()
  const others = lists.others.reduce((sum, other) => sum + other.count, 0)
  const count = lists.waiting.filter((entry) => entry.state !== 'held').length
  const mine = Math.max(0, count - others)
  const sentence = () => {
    if (mine > 0) return connected ? t('state.sending', { count: mine }) : t('state.away', { count: mine })
    if (!connected) return t('state.calmAway')
    return lists.refused.length > 0 ? t('state.refusedOnly') : lists.waiting.length === 0 ? t('state.calm') : null
  }
  return (
    <Stack gap={4} role="status">
      <Text c="dimmed">{sentence()}</Text>
      {lists.others.map(({ user, count: waiting }) => (
        <Text key={user}>{t('others', { count: waiting, user })}</Text>
      ))}
    </Stack>
  )
}
