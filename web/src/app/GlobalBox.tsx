// One box for everything: `/` or Ctrl-K opens it; what is scanned or typed is asked of the server and opened.
import { Button, Kbd, Text } from '@mantine/core'
import { useDisclosure, useHotkeys, useWindowEvent } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SCANNED } from '@/scan/useShellScan'
import classes from './GlobalBox.module.css'

const GlobalSearch = lazy(() => import('./GlobalSearch'))

export function GlobalBox() {
  const { t } = useTranslation('shell')
  const [scanned, setScanned] = useState('')
  const [opened, box] = useDisclosure(false, { onClose: () => setScanned('') })
  useHotkeys([['/', box.open]])
  useHotkeys([['mod+k', box.open]], [])
  useWindowEvent(SCANNED as 'message', (event: Event) => {
    setScanned(String((event as CustomEvent).detail))
    box.open()
  })
  return (
    <>
      <Button
        variant="default"
        className={classes.opener}
        onClick={box.open}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={<Kbd visibleFrom="sm">/</Kbd>}
        justify="flex-start"
        aria-haspopup="dialog"
      >
        <Text span truncate size="sm" c="dimmed">
          {t('box.placeholder')}
        </Text>
      </Button>
      {opened ? (
        <Suspense fallback={null}>
          <GlobalSearch scanned={scanned} onClose={box.close} />
        </Suspense>
      ) : null}
    </>
  )
}
