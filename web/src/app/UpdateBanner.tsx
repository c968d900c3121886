// The service worker found a newer version: it is loaded when the user says so, never in the middle of their work.

import { useRegisterSW } from 'virtual:pwa-register/react'
import { Alert, Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'

export function UpdateBanner() {
  const { t } = useTranslation('shell')
  const {
    needRefresh: [waiting],
    updateServiceWorker,
  } = useRegisterSW()
  if (!waiting) return null
  return (
    <Alert mb="md" variant="outline" role="status">
      <Group justify="space-between">
        {t('update')}
        <Button size="xs" onClick={() => void updateServiceWorker(true)}>
          {t('updateNow')}
        </Button>
      </Group>
    </Alert>
  )
}
