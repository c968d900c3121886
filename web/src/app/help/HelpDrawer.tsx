// The short help of the page that is open.
import { Drawer } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'

type Props = { opened: boolean; onOpen: () => void; onClose: () => void }

export function HelpDrawer({ opened, onOpen, onClose }: Props) {
  const { t } = useTranslation('shell')
  useHotkeys([['shift+?', onOpen]])
  return (
    <Drawer opened={opened} onClose={onClose} position="right" title={t('help')}>
      {null}
    </Drawer>
  )
}
