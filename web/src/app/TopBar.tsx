// The bar over every page. What opens only when somebody asks (search, notices, account) is loaded then.
import { ActionIcon, Group } from '@mantine/core'
import { IconHelp, IconUserCircle } from '@tabler/icons-react'
import { lazy } from 'react'
import { useTranslation } from 'react-i18next'
import { ConnectionMark } from './ConnectionMark'
import { GlobalBox } from './GlobalBox'
import { NotificationsBell } from './NotificationsBell'
import { OnDemand } from './OnDemand'

const AccountMenu = lazy(() => import('./AccountMenu'))

export function TopBar({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation('shell')
  return (
    <Group h="100%" px="md" gap="xs" wrap="nowrap" justify="space-between">
      <GlobalBox />
      <Group gap={4} wrap="nowrap">
        <ConnectionMark />
        <NotificationsBell />
        <ActionIcon variant="subtle" size="lg" aria-label={t('help')} title={t('help')} onClick={onHelp}>
          <IconHelp size={20} />
        </ActionIcon>
        <OnDemand
          face={(open) => (
            <ActionIcon variant="subtle" size="lg" aria-label={t('account')} aria-haspopup="menu" onClick={open}>
              <IconUserCircle size={22} />
            </ActionIcon>
          )}
        >
          <AccountMenu />
        </OnDemand>
      </Group>
    </Group>
  )
}
