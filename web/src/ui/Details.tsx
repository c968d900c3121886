// Names and values of a thing, in two columns; what is empty is left out.
import { Fragment, type ReactNode } from 'react'
import classes from './Details.module.css'

export function Details({ rows }: { rows: [name: string, value: ReactNode][] }) {
  const shown = rows.filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false)
  return (
    <dl className={classes.list}>
      {shown.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
