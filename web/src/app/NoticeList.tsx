// The notices themselves, newest first.
import { ActionIcon, Button, Popover, ScrollArea, Stack, Text } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { EventLink } from '@/ui/links'
import { Time } from '@/ui/Texts'
import { useWords } from '@/ui/words'
import { clearNotices, type Notice, seeNotices, useNotices } from './notices'

export default function NoticeList() {
  const { t } = useTranslation('shell')
  const notices = useNotices()
  return (
    <Popover position="bottom-end" width={340} defaultOpened onOpen={seeNotices} onClose={seeNotices} trapFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" size="lg" aria-label={t('notifications.title')}>
          <IconBell size={20} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('notifications.title')}>
        {notices.length === 0 ? (
          <Text c="dimmed" size="sm">
            {t('notifications.none')}
          </Text>
        ) : (
          <Stack gap="xs">
            <ScrollArea.Autosize mah={360}>
              <Stack gap="sm">
                {notices.map((notice) => (
                  <Entry key={notice.id} notice={notice} />
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

function Entry({ notice }: { notice: Notice }) {
  const { t } = useTranslation('shell')
  const words = useWords()
  return (
    <div>
      <Text size="sm">
        <EventLink id={notice.id}>
          {t('notifications.alarm', {
            command: words.command(notice.command),
            count: notice.units,
            actor: notice.actor,
          })}
        </EventLink>
      </Text>
      <Text c="dimmed" size="xs">
        <Time at={notice.time} ago />
      </Text>
    </div>
  )
}
