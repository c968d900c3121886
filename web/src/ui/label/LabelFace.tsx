// One label, at its true size in millimetres.
import { useMemo } from 'react'
import classes from './LabelFace.module.css'
import type { Label, LabelSize } from './label'
import { symbolUrl } from './symbol'

type Props = { label: Label; size: LabelSize }

/** Where the symbol stands and how large it is, by the label's form. */
function formOf(size: LabelSize): 'tiny' | 'tall' | 'wide' {
  if (size.width <= 15) return 'tiny'
  return size.height > size.width ? 'tall' : 'wide'
}

export function LabelFace({ label, size }: Props) {
  const { encoder, text } = label.symbol
  const picture = useMemo(() => {
    try {
      return symbolUrl({ encoder, text })
    } catch {
      return null
    }
  }, [encoder, text])
  return (
    <div
      className={classes.face}
      data-form={formOf(size)}
      data-linear={encoder.includes('128') || undefined}
      style={{
        width: `${size.width}mm`,
        height: `${size.height}mm`,
        fontSize: `${Math.min(size.width / 17, size.height / 8)}mm`,
      }}
    >
      {picture ? <img className={classes.symbol} src={picture} alt="" /> : null}
      <div className={classes.text}>
        <span className={classes.code}>{label.code}</span>
        {label.lines.map((line) => (
          <span key={line} className={classes.line}>
            {line}
          </span>
        ))}
      </div>
    </div>
  )
}
