// The designer: elements at the left, the label in the middle, what the chosen one is at the right; below one another on a phone.
import { Alert, Button, Text, VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle, IconDeviceFloppy } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useBlocker } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import * as ed from '@/designer/editor'
import { pixels, screenFactor } from '@/designer/screen'
import { useStored } from '@/scan/stored'
import { Page } from '@/ui/Page'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { showDone } from '@/ui/showProblem'
import { type Dpi, type Subject, saveTemplate, templateQuery, type View } from '../labels'
import { Canvas } from './Canvas'
import classes from './Designer.module.css'
import { ElementList } from './ElementList'
import { pageStep } from './keys'
import { LabelPanel } from './LabelPanel'
import { Properties } from './Properties'
import { Toolbar } from './Toolbar'
import { TrueSize } from './TrueSize'
import { type Desk, GRID_MM, useDesigner } from './useDesigner'
import { useLivePreview } from './useLivePreview'

/** fixed: said above a template that may only be looked at. */
export function Designer({ view, fixed }: { view: View; fixed?: ReactNode }) {
  const { t } = useTranslation(['labels', 'common'])
  const desk = useDesigner(view.template, fixed !== undefined)
  const { doc } = desk.editor
  const factor = useStored(screenFactor)
  const [zoom, setZoom] = useState(() => firstZoom(view.template))
  const [snap, setSnap] = useState({ on: true, grid: GRID_MM })
  const [dpi, setDpi] = useState<Dpi>(300)
  const [subject, setSubject] = useState<Subject>({})
  const { drawn, error, complaint } = useLivePreview(doc, dpi, subject)
  const save = useSave(view, desk)
  usePageKeys(desk, () => save.mutate())
  const changed = ed.isChanged(desk.editor)
  useBlocker({ shouldBlockFn: () => changed && !window.confirm(t('labels:leave')), enableBeforeUnload: changed })
  return (
    <Page
      title={doc.name}
      beside={changed ? <Text c="dimmed">{t('labels:unsaved')}</Text> : null}
      actions={
        fixed ? null : (
          <Button
            leftSection={<IconDeviceFloppy size={18} aria-hidden />}
            disabled={!changed}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {t('common:save')}
          </Button>
        )
      }
    >
      {fixed}
      <ProblemAlert error={save.error} />
      <VisuallyHidden id="designer-keys">{t('labels:keys')}</VisuallyHidden>
      <div className={classes.room}>
        <div className={classes.list}>
          <ElementList desk={desk} complaint={complaint} />
        </div>
        <div className={classes.middle}>
          <Toolbar desk={desk} zoom={zoom} onZoom={setZoom} snap={snap} onSnap={setSnap} />
          <Canvas desk={desk} scale={pixels(1, factor, zoom)} snap={snap} drawn={drawn} complaint={complaint} />
          <Said says={complaint?.says} />
          {error && !complaint ? <ProblemAlert error={error} /> : null}
          <TrueSize doc={doc} drawn={drawn} dpi={dpi} onDpi={setDpi} subject={subject} onSubject={setSubject} />
        </div>
        <div className={classes.side}>
          <Properties desk={desk} complaint={complaint} />
          <LabelPanel desk={desk} complaint={complaint} />
        </div>
      </div>
    </Page>
  )
}

/** What the server says of the template as it is. */
function Said({ says }: { says: string | undefined }) {
  const { t } = useTranslation('labels')
  return (
    <div role="status">
      {says ? (
        <Alert color="red" variant="outline" icon={<IconAlertTriangle />} title={t('cannotBeDrawn')}>
          {says}
        </Alert>
      ) : null}
    </div>
  )
}

const ROOM_PX = 560
const ZOOMS = [1, 1.5, 2, 3, 4, 6]

/** As large as a desk has room for. */
function firstZoom({ width, height }: { width: number; height: number }): number {
  const room = Math.min(ROOM_PX, window.innerWidth - 100)
  return ZOOMS.findLast((zoom) => pixels(width, 1, zoom) <= room && pixels(height, 1, zoom) <= ROOM_PX * 0.7) ?? 1
}

function useSave(view: View, { editor, act }: Desk) {
  const { t } = useTranslation('labels')
  const queries = useQueryClient()
  const [version, setVersion] = useState(view.version)
  return useMutation({
    mutationFn: () => {
      const { doc } = editor
      return saveTemplate({ id: view.id, version }, ed.templateOf(doc)).then((saved) => ({ saved, doc }))
    },
    onSuccess: ({ saved, doc }) => {
      setVersion(saved.version)
      act((state) => ed.saved(state, doc))
      queries.setQueryData(templateQuery(view.id).queryKey, saved)
      void queries.invalidateQueries({ queryKey: ['labels', 'all'] })
      showDone(t('saved', { name: saved.name }))
    },
  })
}

/** Undo, redo and save, wherever the focus is but in a field of text. */
function usePageKeys({ act, fixed }: Desk, onSave: () => void) {
  useEffect(() => {
    if (fixed) return
    const down = (event: KeyboardEvent) => {
      const ctrl = event.ctrlKey || event.metaKey
      if (ctrl && event.key.toLowerCase() === 's') {
        event.preventDefault()
        onSave()
        return
      }
      if (event.target instanceof Element && event.target.closest('input, textarea, [role="dialog"]')) return
      const step = pageStep({ key: event.key, ctrl, shift: event.shiftKey, alt: event.altKey })
      if (!step) return
      event.preventDefault()
      act(step)
    }
    window.addEventListener('keydown', down)
    return () => window.removeEventListener('keydown', down)
  }, [act, fixed, onSave])
}
