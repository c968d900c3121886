// The service worker found a newer version: it is loaded when the user says so, never in the middle of their work. A device that is
// never closed asks for one every hour, and whenever somebody comes back to it.
import { useRegisterSW } from 'virtual:pwa-register/react'
import { Alert, Button, Group } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

const ASK_MS = 60 * 60_000

/** Asks for a newer version; that nobody answers is no news. */
function useAsking(registration: ServiceWorkerRegistration | undefined) {
  useEffect(() => {
    if (!registration) return
    const ask = () => {
      if (document.visibilityState === 'visible') void registration.update().catch(() => undefined)
    }
    const often = setInterval(ask, ASK_MS)
    document.addEventListener('visibilitychange', ask)
    return () => {
      clearInterval(often)
      document.removeEventListener('visibilitychange', ask)
    }
  }, [registration])
}

export default function UpdateBanner() {
  const { t } = useTranslation('shell')
  const [registration, setRegistration] = useState<ServiceWorkerRegistration>()
  const {
    needRefresh: [waiting],
    updateServiceWorker,
  } = useRegisterSW({ onRegisteredSW: (_url, made) => setRegistration(made) })
  useAsking(registration)
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
