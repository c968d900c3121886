// The floor operator's page: choose what a scan does, scan the place, scan the things. No field needs the focus; nothing is lost
// without a network. What a scan becomes is decided in scan/plan.ts and done in scan/desk.ts.
import { VisuallyHidden } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Scan } from '@/queue'
import { unlockSound } from '@/scan/feedback'
import { modes as allModes, type Slot } from '@/scan/modes'
import { scanSettings, useScanFrame } from '@/scan/settings'
import { setMode } from '@/scan/setup'
import { useStored } from '@/scan/stored'
import { useWedge } from '@/scan/useWedge'
import { useLifecycle } from '@/ui/command/lifecycle'
import { AtDeskProvider } from './AtDesk'
import { ContextBar } from './ContextBar'
import { Flash } from './Flash'
import { bodyInstead } from './insteadOf'
import { ModeBar } from './ModeBar'
import { ScanList } from './ScanList'
import classes from './ScanPage.module.css'
import { Tools } from './Tools'
import { useDesk, useLines, usePosition } from './useScanDesk'

const Camera = lazy(() => import('./Camera'))
const BulkDialog = lazy(() => import('./BulkDialog'))
const SlotDialog = lazy(() => import('./SlotDialog'))
const InsteadDialog = lazy(() => import('./InsteadDialog'))

type Open = { slot: Slot } | { bulk: true } | { instead: { entry: Scan; command: string } } | null

/** Something that asks for an answer lies over the page. */
const asked = () => document.querySelector('[role="dialog"], [role="menu"]') !== null

export default function ScanPage() {
  const { t } = useTranslation('scan')
  useDocumentTitle(`${t('title')} · Serno`)
  const navigate = useNavigate()
  const desk = useDesk()
  const { modes, mode, context } = usePosition()
  const { lines, shown, flash, undo } = useLines()
  const lifecycle = useLifecycle()
  const [open, setOpen] = useState<Open>(null)
  const [camera, setCamera] = useState(false)
  const entry = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const unlock = () => unlockSound()
    window.addEventListener('pointerdown', unlock, { once: true })
    return () => window.removeEventListener('pointerdown', unlock)
  }, [])

  const toggleCamera = () => setCamera(!camera)
  const shortcut: Record<string, () => void> = {
    u: () => undo && void desk.undo(undo),
    b: () => mode.commands.length > 0 && setOpen({ bulk: true }),
    c: toggleCamera,
    i: () => entry.current?.focus(),
  }
  const { shortcuts } = useStored(scanSettings)
  useWedge({
    ...useScanFrame(),
    enabled: open === null || 'slot' in open,
    fields: true,
    onScan: (code, at) => {
      setOpen(null)
      void desk.scan(code, at)
    },
    onLone: (key) => {
      if (!shortcuts || asked()) return
      const chosen = modes.find((one) => one.key === key.toLowerCase())
      if (chosen) setMode(chosen.name)
      else shortcut[key.toLowerCase()]?.()
    },
  })
  const here = useMemo(
    () => ({
      desk,
      modes,
      instead: (refused: Scan, command: string) => {
        const spec = lifecycle?.commands.find((one) => one.name === command)
        const body = bodyInstead(spec, refused.body as never, context)
        if (body) void desk.instead(refused, command, body)
        else setOpen({ instead: { entry: refused, command } })
      },
      openUnit: (id: number) => void navigate({ to: '/units/$id', params: { id: String(id) } }),
    }),
    [desk, modes, lifecycle, context, navigate],
  )
  return (
    <AtDeskProvider value={here}>
      <VisuallyHidden component="h1">{t('title')}</VisuallyHidden>
      <div className={classes.page}>
        <div className={classes.modes}>
          <ModeBar modes={modes.length > 0 ? modes : allModes.slice(0, 1)} mode={mode} />
        </div>
        <div className={classes.now}>
          <ContextBar mode={mode} context={context} onChoose={(slot) => setOpen({ slot })} />
          {camera ? (
            <Suspense fallback={null}>
              <Camera onCode={(code) => void desk.scan(code)} onClose={toggleCamera} />
            </Suspense>
          ) : null}
          <Flash line={shown?.mode === mode.name ? shown : undefined} flash={flash} mode={mode} context={context} />
          <Tools
            mode={mode}
            entry={entry}
            undo={undo}
            camera={camera}
            onCamera={toggleCamera}
            onBulk={() => setOpen({ bulk: true })}
          />
        </div>
        <div className={classes.list}>
          <ScanList lines={lines} shownKey={shown?.key} />
        </div>
      </div>
      <Suspense fallback={null}>
        {open && 'slot' in open ? (
          <SlotDialog mode={mode} context={context} slot={open.slot} onClose={() => setOpen(null)} />
        ) : null}
        {open && 'bulk' in open ? <BulkDialog mode={mode} context={context} onClose={() => setOpen(null)} /> : null}
        {open && 'instead' in open ? (
          <InsteadDialog {...open.instead} context={context} onClose={() => setOpen(null)} />
        ) : null}
      </Suspense>
    </AtDeskProvider>
  )
}
