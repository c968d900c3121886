// What this device has scanned and the server has not answered: what a person must decide, what waits, what was settled lately.
import { Button, Stack } from '@mantine/core'
import { IconChecks, IconSend } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/app/session'
import { useOverview, useSettledLately } from '@/queue'
import { tell } from '@/queue/signal'
import { Empty } from '@/ui/Empty'
import { Page } from '@/ui/Page'
import { Panel } from '@/ui/Panel'
import { ExportMenu } from './ExportMenu'
import { behind } from './lists'
import { RefusedCard } from './RefusedCard'
import { SettledList } from './SettledList'
import { StateLine } from './StateLine'
import { WaitingList } from './WaitingList'

const WAITING_SHOWN = 50
const SETTLED_SHOWN = 30

export default function QueuePage() {
  const { t } = useTranslation(['queue', 'common'])
  const me = useMe()
  const open = useOverview(WAITING_SHOWN)
  const settled = useSettledLately(SETTLED_SHOWN)
  const sendNow = () => tell({ type: 'wake', fresh: false })
  if (!open || !settled) return <Page title={t('queue:title')}>{null}</Page>

  const some = open.waiting + open.refused.length + open.held.length > 0
  const nothing = !some && settled.length === 0
  const by = me?.name ?? ''
  return (
    <Page
      title={t('queue:title')}
      actions={
        some ? (
          <>
            <ExportMenu />
            <Button leftSection={<IconSend size={18} aria-hidden />} onClick={sendNow}>
              {t('queue:sendNow')}
            </Button>
          </>
        ) : null
      }
    >
      <Stack gap="md">
        {nothing ? null : <StateLine open={open} user={by} />}
        {open.refused.map((entry) => (
          <RefusedCard key={entry.id} entry={entry} behind={behind(entry, open.held)} by={by} />
        ))}
        <WaitingList open={open} by={by} />
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
