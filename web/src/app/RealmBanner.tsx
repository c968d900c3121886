import { Alert, Button, Group } from '@mantine/core'
import { IconSchool } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { realm, setRealm } from '@/api/realm'

export function RealmBanner() {
  const { t } = useTranslation('shell')
  if (realm() === 'real') return null
  const leave = () => {
    setRealm('real')
    location.assign('/practice')
  }
  return (
    <Alert color="amber" variant="outline" icon={<IconSchool />} mb="md" role="status">
      <Group justify="space-between">
        {t('practice')}
        <Button size="xs" variant="default" onClick={leave}>
          {t('leavePractice')}
        </Button>
      </Group>
    </Alert>
  )
}
