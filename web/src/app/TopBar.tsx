import { ActionIcon, Group, Tooltip } from '@mantine/core'
import { IconHelp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { AccountMenu } from './AccountMenu'
import { ConnectionMark } from './ConnectionMark'
import { GlobalBox } from './GlobalBox'
import { NotificationsBell } from './NotificationsBell'

export function TopBar({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation('shell')
  return (
    <Group h="100%" px="md" gap="xs" wrap="nowrap" justify="space-between">
      <GlobalBox />
      <Group gap={4} wrap="nowrap">
        <ConnectionMark />
        <NotificationsBell />
        <Tooltip label={t('help')}>
          <ActionIcon variant="subtle" size="lg" aria-label={t('help')} onClick={onHelp}>
            <IconHelp size={20} />
          </ActionIcon>
        </Tooltip>
        <AccountMenu />
      </Group>
    </Group>
  )
}
