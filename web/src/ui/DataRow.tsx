// One row of a DataTable. It is drawn again only when something of it has changed, and of plain elements: a list has many.
import { memo } from 'react'
import type { Column } from './DataTable'
import classes from './DataTable.module.css'

export type RowActions<Row> = { open: (row: Row) => void; choose: (row: Row, on: boolean) => void }

type Props<Row> = {
  item: Row
  /** What its checkbox is called. */
  name: string
  columns: Column<Row>[]
  /** Undefined: rows cannot be chosen. */
  chosen: boolean | undefined
  canOpen: boolean
  act: RowActions<Row>
}

function DataRowPlain<Row>({ item, name, columns, chosen, canOpen, act }: Props<Row>) {
  return (
    <tr
      className={canOpen ? classes.open : undefined}
      onClick={(event) => {
        if (!(event.target as HTMLElement).closest('a, button, input, label')) act.open(item)
      }}
    >
      {chosen === undefined ? null : (
        <td className={classes.select}>
          <input
            type="checkbox"
            className={classes.tick}
            aria-label={name}
            checked={chosen}
            onChange={(event) => act.choose(item, event.currentTarget.checked)}
          />
        </td>
      )}
      {columns.map(({ id, name: label, numeric, cell }, index) => (
        <td key={id} data-label={label} data-numeric={numeric || undefined} data-first={index === 0 || undefined}>
          {cell({ row: { original: item } })}
        </td>
      ))}
    </tr>
  )
}

export const DataRow = memo(DataRowPlain) as typeof DataRowPlain
