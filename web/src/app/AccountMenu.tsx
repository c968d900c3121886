import { ActionIcon, Menu, Text, useMantineColorScheme } from '@mantine/core'
import { IconDeviceLaptop, IconLogout, IconMoon, IconSun, IconUserCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { languages, setLanguage } from '@/i18n'
import { useWords } from '@/ui/words'
import { deviceName } from './device'
import { useMe, useSignOut } from './session'

const schemes = [
  ['light', IconSun],
  ['dark', IconMoon],
  ['auto', IconDeviceLaptop],
] as const

export default function AccountMenu() {
  const { t } = useTranslation('shell')
  const words = useWords()
  const me = useMe()
  const signOut = useSignOut()
  const { setColorScheme, colorScheme } = useMantineColorScheme()
  return (
    <Menu position="bottom-end" width={240} defaultOpened>
      <Menu.Target>
        <ActionIcon variant="subtle" size="lg" aria-label={t('account')}>
          <IconUserCircle size={22} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item renderRoot={(props) => <Link to="/settings" {...props} />}>
          <Text fw={600}>{me?.name}</Text>
          <Text size="xs" c="dimmed">
            {me?.roles.map(words.role).join(', ')} · {deviceName()}
          </Text>
        </Menu.Item>
        <Menu.Divider />
        {schemes.map(([scheme, Picture]) => (
          <Menu.Item
            key={scheme}
            leftSection={<Picture size={16} />}
            onClick={() => setColorScheme(scheme)}
            aria-current={colorScheme === scheme || undefined}
            fw={colorScheme === scheme ? 600 : undefined}
          >
            {t(`scheme.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {Object.entries(languages).map(([code, name]) => (
          <Menu.Item key={code} lang={code} onClick={() => void setLanguage(code as keyof typeof languages)}>
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
