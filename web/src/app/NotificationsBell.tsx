// Listens for alarms that others raised, and says how many nobody has looked at.
import { ActionIcon, Indicator } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { lazy } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from './live'
import { addNotice, isAlarm, seeNotices, useNotices } from './notices'
import { OnDemand } from './OnDemand'
import { useMe } from './session'

const NoticeList = lazy(() => import('./NoticeList'))

export function NotificationsBell() {
  const { t } = useTranslation('shell')
  const me = useMe()
  const fresh = useNotices().filter((notice) => !notice.seen).length
  useLive((event) => {
    if (isAlarm(event.command) && event.actor !== me?.name) addNotice(event)
  })
  return (
    <Indicator label={fresh} disabled={fresh === 0} size={16} color="red.8">
      <OnDemand
        face={(open) => (
          <ActionIcon
            variant="subtle"
            size="lg"
            aria-label={`${t('notifications.title')} (${fresh})`}
            aria-haspopup="dialog"
            onClick={() => {
              seeNotices()
              open()
            }}
          >
            <IconBell size={20} />
          </ActionIcon>
        )}
      >
        <NoticeList />
      </OnDemand>
    </Indicator>
  )
}
