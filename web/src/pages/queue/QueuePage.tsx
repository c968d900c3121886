// What this device has scanned and the server has not answered: what a person must decide, what waits, what was settled lately.
import { Button, Stack } from '@mantine/core'
import { IconChecks, IconSend } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/app/session'
import { useSettledLately, useUnsettled } from '@/queue'
import { tell } from '@/queue/signal'
import { Empty } from '@/ui/Empty'
import { Page } from '@/ui/Page'
import { Panel } from '@/ui/Panel'
import { ExportMenu } from './ExportMenu'
import { listsOf } from './lists'
import { RefusedCard } from './RefusedCard'
import { SettledList } from './SettledList'
import { StateLine } from './StateLine'
import { WaitingList } from './WaitingList'

const SETTLED_SHOWN = 30

export default function QueuePage() {
  const { t } = useTranslation(['queue', 'common'])
  const me = useMe()
  const entries = useUnsettled()
  const settled = useSettledLately(SETTLED_SHOWN)
  const lists = useMemo(() => listsOf(entries ?? [], me?.id), [entries, me?.id])
  const sendNow = () => tell({ type: 'wake', fresh: false })
  if (!entries || !settled) return <Page title={t('queue:title')}>{null}</Page>

  const nothing = entries.length === 0 && settled.length === 0
  return (
    <Page
      title={t('queue:title')}
      actions={
        entries.length > 0 ? (
          <>
            <ExportMenu entries={entries} />
            <Button leftSection={<IconSend size={18} aria-hidden />} onClick={sendNow}>
              {t('queue:sendNow')}
            </Button>
          </>
        ) : null
      }
    >
      <Stack gap="md">
        {nothing ? null : <StateLine lists={lists} />}
        {lists.refused.map((parked) => (
          <RefusedCard key={parked.entry.id} parked={parked} by={me?.name ?? ''} />
        ))}
        {lists.waiting.length > 0 ? <WaitingList entries={lists.waiting} by={me?.name ?? ''} /> : null}
        {settled.length > 0 ? <SettledList entries={settled} /> : null}
        {nothing ? (
          <Panel>
            <Empty
              icon={IconChecks}
              title={t('queue:empty.title')}
              text={t('queue:empty.text')}
              action={<Button renderRoot={(props) => <Link to="/scan" {...props} />}>{t('queue:empty.action')}</Button>}
            />
          </Panel>
        ) : null}
      </Stack>
    </Page>
  )
}
