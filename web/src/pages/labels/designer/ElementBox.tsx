// One element on the label: its place, to be pressed, dragged and focused.
import type { PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Item } from '@/designer/editor'
import classes from './Canvas.module.css'
import { ElementFace } from './ElementFace'
import { useElementName } from './useElementName'

type Props = {
  item: Item
  scale: number
  chosen: boolean
  /** It looks other than the picture below shows it. */
  fresh: boolean
  wrong: boolean
  onStart: (event: PointerEvent, id: number) => void
  onMove: (event: PointerEvent) => void
  onEnd: () => void
  onFocus: (id: number) => void
}

/** So many pixels at least can be hit. */
const LEAST_PX = 10

function placeOf({ x, y, w, h }: Item['element'], scale: number) {
  const width = Math.max(w * scale, LEAST_PX)
  const height = Math.max(h * scale, LEAST_PX)
  return { left: x * scale - (width - w * scale) / 2, top: y * scale - (height - h * scale) / 2, width, height }
}

export function ElementBox({ item, scale, chosen, fresh, wrong, onStart, onMove, onEnd, onFocus }: Props) {
  const { t } = useTranslation('labels')
  const name = useElementName()
  const { id, element } = item
  const { x, y, w, h } = element
  return (
    <button
      type="button"
      className={classes.element}
      data-kind={element.kind}
      data-element={id}
      data-chosen={chosen || undefined}
      data-wrong={wrong || undefined}
      data-hollow={(element.kind === 'box' && !element.filled) || undefined}
      aria-pressed={chosen}
      aria-label={t('elementAt', { name: name(element), x, y, w, h })}
      style={placeOf(element, scale)}
      onPointerDown={(event) => onStart(event, id)}
      onPointerMove={onMove}
      onPointerUp={onEnd}
      onPointerCancel={onEnd}
      onFocus={(event) => event.currentTarget.matches(':focus-visible') && onFocus(id)}
    >
      {fresh ? (
        <span className={classes.face} style={{ width: w * scale, height: h * scale }}>
          <ElementFace element={element} scale={scale} />
        </span>
      ) : null}
    </button>
  )
}
