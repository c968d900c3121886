// How this device scans, behind a button; loaded when somebody wants to know.
import { ActionIcon } from '@mantine/core'
import { IconAdjustments } from '@tabler/icons-react'
import { lazy } from 'react'
import { useTranslation } from 'react-i18next'
import { OnDemand } from '@/app/OnDemand'

const SettingsPanel = lazy(() => import('./SettingsPanel'))

export function SettingsMenu({ className }: { className?: string }) {
  const { t } = useTranslation('scan')
  return (
    <OnDemand
      face={(open) => (
        <ActionIcon
          variant="default"
          className={className}
          aria-label={t('do.more')}
          aria-haspopup="dialog"
          title={t('do.more')}
          onClick={open}
        >
          <IconAdjustments size={22} />
        </ActionIcon>
      )}
    >
      <SettingsPanel className={className} />
    </OnDemand>
  )
}
