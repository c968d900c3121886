// What is printed: pages of labels, put beside the application and shown on paper only.
import { Portal } from '@mantine/core'
import { LabelFace } from './LabelFace'
import classes from './LabelSheets.module.css'
import type { Label, LabelSize } from './label'
import { pagesOf } from './label'

export function LabelSheets({ labels, size }: { labels: Label[]; size: LabelSize }) {
  const paper = size.sheet ? 'A4' : `${size.width}mm ${size.height}mm`
  return (
    <Portal reuseTargetNode={false} className="serno-print">
      <style>{`@page { size: ${paper}; margin: 0 } @media print { body > :not(.serno-print) { display: none !important } }`}</style>
      <div className={classes.sheets} data-testid="label-sheets">
        {pagesOf(labels, size).map((page, number) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: pages have no other name, and never change places
            key={number}
            className={size.sheet ? classes.sheet : classes.single}
            style={size.sheet ? { gridTemplateColumns: `repeat(${size.sheet.columns}, ${size.width}mm)` } : undefined}
          >
            {page.map((label, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same label may stand twice
              <LabelFace key={place} label={label} size={size} />
            ))}
          </div>
        ))}
      </div>
    </Portal>
  )
}
