// Around every page of somebody who is signed in: navigation (a column at a desk, a bar at the bottom of a phone), the box that
// finds anything, what waits, what happened, and the way out.
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
import { useLiveQueries } from './useLiveQueries'

const HelpDrawer = lazy(() => import('./help/HelpDrawer').then((module) => ({ default: module.HelpDrawer })))
const PhoneMenu = lazy(() => import('./PhoneMenu'))
const FirstMinutes = lazy(() => import('@/pages/guide/FirstMinutes'))

const IDLE_MS = 2_000 // where a browser does not say when it is

/** Nobody waits for the service worker: it comes when the page has nothing else to do, and only where there can be one. */
const UpdateBanner = lazy(async () => {
  await new Promise<void>((done) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => done())
    else setTimeout(done, IDLE_MS)
  })
  return import('./UpdateBanner')
})

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
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        {t('skip')}
      </a>
      <header className={classes.header}>
        <TopBar onHelp={help.open} />
      </header>
      <aside className={classes.navbar}>
        <Navigation />
      </aside>
      <main id="content" tabIndex={-1} className={classes.main}>
        <RealmBanner />
        {setsUp ? (
          <Suspense fallback={null}>
            <FirstMinutes />
          </Suspense>
        ) : null}
        {navigator.serviceWorker ? (
          <Suspense fallback={null}>
            <UpdateBanner />
          </Suspense>
        ) : null}
        {children}
      </main>
      <footer className={classes.footer}>
        <PhoneBar onMore={menu.open} />
      </footer>
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
    </div>
  )
}
