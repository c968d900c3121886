// An element that the server has not drawn yet as it is now: good enough for the blink of an eye until it has.
import type { LabelElement } from '@/designer/template'
import classes from './Canvas.module.css'

const MM_PER_POINT = 25.4 / 72

export function ElementFace({ element, scale }: { element: LabelElement; scale: number }) {
  const { kind, content = '' } = element
  switch (kind) {
    case 'text':
      return (
        <span
          className={classes.text}
          data-mono={element.font === 'mono' || undefined}
          style={{
            fontSize: (element.size ?? 8) * MM_PER_POINT * scale,
            fontWeight: element.weight === 'bold' ? 600 : 400,
            textAlign: element.align ?? 'left',
            rotate: element.rotation ? `${element.rotation}deg` : undefined,
          }}
        >
          {content}
        </span>
      )
    case 'symbol':
      return <span className={classes.symbol}>{element.symbology}</span>
    case 'image':
      return element.png ? (
        <img className={classes.image} src={`data:image/png;base64,${element.png}`} alt="" draggable={false} />
      ) : (
        <span className={classes.symbol}>PNG</span>
      )
    case 'line':
      return <span className={classes.ink} style={{ inset: -((element.thickness ?? 0.25) * scale) / 2 }} />
    case 'box':
      return element.filled ? (
        <span className={classes.ink} />
      ) : (
        <span className={classes.frame} style={{ borderWidth: (element.thickness ?? 0.25) * scale }} />
      )
  }
}
