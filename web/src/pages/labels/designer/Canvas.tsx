// The label, enlarged, to work on: the server's picture below, the places of its elements above.
import { type KeyboardEvent, type RefObject, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import * as ed from '@/designer/editor'
import { type Handle, handlesOf } from '@/designer/geometry'
import { type Complaint, doubtOf } from '@/designer/problems'
import classes from './Canvas.module.css'
import { ElementBox } from './ElementBox'
import { labelStep } from './keys'
import { Ruler } from './Rulers'
import type { Desk, SnapSetting } from './useDesigner'
import { useDrag } from './useDrag'
import type { Drawn } from './useLivePreview'

type Props = {
  desk: Desk
  /** Pixels of a millimetre. */
  scale: number
  snap: SnapSetting
  drawn: Drawn | null
  complaint: Complaint | null
}

export function Canvas({ desk, scale, snap, drawn, complaint }: Props) {
  const { t } = useTranslation('labels')
  const { editor, act } = desk
  const { doc, chosen } = editor
  const paper = useRef<HTMLDivElement>(null)
  const drag = useDrag(desk, scale, snap)
  const shown = new Map(drawn?.doc.items.map((item) => [item.id, item.element]))
  const size = { width: doc.width * scale, height: doc.height * scale }
  const pictured = drawn ? { width: drawn.doc.width * scale, height: drawn.doc.height * scale } : undefined
  return (
    <div className={classes.desk} onPointerDown={(event) => letGo(event.target, event.currentTarget)}>
      <div className={classes.sheet}>
        <Ruler length={doc.width} scale={scale} />
        <Ruler length={doc.height} scale={scale} upright />
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be drawn to scale */}
        <div
          ref={paper}
          className={classes.paper}
          role="group"
          aria-label={t('canvas')}
          aria-describedby="designer-keys"
          tabIndex={-1}
          style={size}
          onKeyDown={(event) => onKey(event, paper)}
          data-testid="label"
        >
          {drawn ? <img className={classes.drawn} src={drawn.url} alt="" style={pictured} draggable={false} /> : null}
          {doc.items.map((item) => (
            <ElementBox
              key={item.id}
              item={item}
              scale={scale}
              chosen={chosen.includes(item.id)}
              fresh={shown.get(item.id) !== item.element}
              wrong={complaint?.id === item.id || doubtOf(item, doc) !== null}
              onStart={drag.startMove}
              onMove={drag.move}
              onEnd={drag.end}
              onFocus={(id) => act((state) => (state.chosen.includes(id) ? state : ed.choose(state, id)))}
            />
          ))}
          <Handles desk={desk} scale={scale} drag={drag} />
          {drag.guides.x.map((at) => (
            <span key={`x${at}`} className={classes.guide} style={{ left: at * scale, top: 0, bottom: 0, width: 0 }} />
          ))}
          {drag.guides.y.map((at) => (
            <span key={`y${at}`} className={classes.guide} style={{ top: at * scale, left: 0, right: 0, height: 0 }} />
          ))}
        </div>
      </div>
    </div>
  )

  function letGo(target: EventTarget, self: EventTarget) {
    if (target === self || target === paper.current) act((state) => ed.choose(state, null))
  }

  function onKey(event: KeyboardEvent, frame: RefObject<HTMLDivElement | null>) {
    const { key, shiftKey: shift, altKey: alt } = event
    const step = labelStep({ key, shift, alt, ctrl: event.ctrlKey || event.metaKey })
    if (!step) return
    event.preventDefault()
    if (step === ed.remove) frame.current?.focus()
    act(step)
  }
}

/** A side that is shorter has no handle in its middle. */
const ROOM_PX = 48

type HandlesProps = { desk: Desk; scale: number; drag: ReturnType<typeof useDrag> }

/** For pointers; keys do the same with Alt, and the panel with numbers. */
function Handles({ desk: { editor, fixed }, scale, drag }: HandlesProps) {
  const [item, more] = ed.chosenItems(editor)
  if (!item || more || fixed) return null
  const { x, y, w, h, kind } = item.element
  const [wide, high] = [w * scale >= ROOM_PX, h * scale >= ROOM_PX]
  const roomFor = (handle: Handle) =>
    kind === 'line' || handle.length === 2 || (handle === 'n' || handle === 's' ? wide : high)
  const place = { left: x * scale, top: y * scale, width: w * scale, height: h * scale }
  return (
    <div className={classes.handles} style={place} aria-hidden>
      {handlesOf(kind, item.element)
        .filter(roomFor)
        .map((handle) => (
          <span
            key={handle}
            className={classes.handle}
            data-handle={handle}
            onPointerDown={(event) => drag.startResize(event, item, handle)}
            onPointerMove={drag.move}
            onPointerUp={drag.end}
            onPointerCancel={drag.end}
          />
        ))}
    </div>
  )
}
