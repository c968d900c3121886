// Around every page of somebody who is signed in: navigation (a column at a desk, a bar at the bottom of a phone), the box that
// finds anything, what waits, what happened, and the way out.
import { AppShell } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { useRouterState } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useQueueRunner } from '@/queue/useQueueRunner'
import { useShellScan } from '@/scan/useShellScan'
import { Navigation } from './Navigation'
import { PhoneBar } from './PhoneBar'
import { RealmBanner } from './RealmBanner'
import classes from './Shell.module.css'
import { useMay } from './session'
import { TopBar } from './TopBar'
import { UpdateBanner } from './UpdateBanner'
import { useLiveQueries } from './useLiveQueries'

const HelpDrawer = lazy(() => import('./help/HelpDrawer').then((module) => ({ default: module.HelpDrawer })))
const PhoneMenu = lazy(() => import('./PhoneMenu'))
const FirstMinutes = lazy(() => import('@/pages/guide/FirstMinutes'))

export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation('shell')
  const [menuOpen, menu] = useDisclosure(false)
  const [helpOpen, help] = useDisclosure(false)
  const path = useRouterState({ select: (state) => state.location.pathname })
  const setsUp = useMay()('POST /v1/locations')
  useLiveQueries()
  useHotkeys([['shift+?', help.open]])
  useQueueRunner()
  useShellScan()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes when the page changes
  useEffect(() => menu.close(), [path])

  return (
    <AppShell
      layout="alt"
      header={{ height: 56 }}
      navbar={{ width: 224, breakpoint: 'sm', collapsed: { mobile: true } }}
      footer={{ height: { base: 64, sm: 0 } }}
      padding="md"
      classNames={{ main: classes.main, navbar: classes.navbar, header: classes.header, footer: classes.footer }}
    >
      <a href="#content" className={classes.skip}>
        {t('skip')}
      </a>
      <AppShell.Header>
        <TopBar onHelp={help.open} />
      </AppShell.Header>
      <AppShell.Navbar>
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <RealmBanner />
        {setsUp ? (
          <Suspense fallback={null}>
            <FirstMinutes />
          </Suspense>
        ) : null}
        <UpdateBanner />
        {children}
      </AppShell.Main>
      <AppShell.Footer hiddenFrom="sm">
        <PhoneBar onMore={menu.open} />
      </AppShell.Footer>
      {menuOpen ? (
        <Suspense fallback={null}>
          <PhoneMenu onClose={menu.close} />
        </Suspense>
      ) : null}
      {helpOpen ? (
        <Suspense fallback={null}>
          <HelpDrawer opened onOpen={help.open} onClose={help.close} />
        </Suspense>
      ) : null}
    </AppShell>
  )
}
