import { ActionIcon, Button, Indicator, Popover, ScrollArea, Stack, Text } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { EventLink } from '@/ui/links'
import { Time } from '@/ui/Texts'
import { useWords } from '@/ui/words'
import { useLive } from './live'
import { addNotice, clearNotices, isAlarm, seeNotices, useNotices } from './notices'
import { useMe } from './session'

export function NotificationsBell() {
  const { t } = useTranslation('shell')
  const words = useWords()
  const me = useMe()
  const notices = useNotices()
  const fresh = notices.filter((notice) => !notice.seen).length
  useLive((event) => {
    if (isAlarm(event.command) && event.actor !== me?.name) addNotice(event)
  })
  return (
    <Popover position="bottom-end" width={340} onOpen={seeNotices} trapFocus>
      <Popover.Target>
        <Indicator label={fresh} disabled={fresh === 0} size={16} color="red.8">
          <ActionIcon variant="subtle" size="lg" aria-label={`${t('notifications.title')} (${fresh})`}>
            <IconBell size={20} />
          </ActionIcon>
        </Indicator>
      </Popover.Target>
      <Popover.Dropdown>
        {notices.length === 0 ? (
          <Text c="dimmed" size="sm">
            {t('notifications.none')}
          </Text>
        ) : (
          <Stack gap="xs">
            <ScrollArea.Autosize mah={360}>
              <Stack gap="sm">
                {notices.map((notice) => (
                  <Text key={notice.id} size="sm">
                    <EventLink id={notice.id}>
                      {t('notifications.alarm', {
                        command: words.command(notice.command),
                        count: notice.units,
                        actor: notice.actor,
                      })}
                    </EventLink>
                    <Text span c="dimmed" size="xs" display="block">
                      <Time at={notice.time} ago />
                    </Text>
                  </Text>
                ))}
              </Stack>
            </ScrollArea.Autosize>
            <Button variant="default" size="xs" onClick={clearNotices}>
              {t('notifications.clear')}
            </Button>
          </Stack>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
