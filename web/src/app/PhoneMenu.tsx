// The whole navigation on a phone, behind "more".
import { Drawer } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Navigation } from './Navigation'

export default function PhoneMenu({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shell')
  return (
    <Drawer opened onClose={onClose} position="bottom" size="80%" title={t('nav.main')}>
      <Navigation />
    </Drawer>
  )
}
