// The short help of the page that is open. What it says is loaded when somebody asks for it.
import { Drawer } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'

const HelpText = lazy(() => import('./HelpText'))

type Props = { opened: boolean; onOpen: () => void; onClose: () => void }

export function HelpDrawer({ opened, onOpen, onClose }: Props) {
  const { t } = useTranslation(['shell', 'common'])
  useHotkeys([['shift+?', onOpen]])
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      title={t('help')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {opened ? (
        <Suspense fallback={null}>
          <HelpText onLeave={onClose} />
        </Suspense>
      ) : null}
    </Drawer>
  )
}
