// What comes after the first minutes.
import { Button, Group, Text } from '@mantine/core'
import { IconSchool, IconUsers } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Panel } from '@/ui/Panel'

export function AllDone({ onFinish }: { onFinish: () => void }) {
  const { t } = useTranslation('guide')
  return (
    <Panel title={t('ready')}>
      <Text mb="sm">{t('readyText')}</Text>
      <Group>
        <Button onClick={onFinish}>{t('toScan')}</Button>
        <Button
          variant="default"
          leftSection={<IconSchool size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/practice" {...props} />}
        >
          {t('toPractice')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconUsers size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/users" {...props} />}
        >
          {t('toUsers')}
        </Button>
      </Group>
    </Panel>
  )
}
