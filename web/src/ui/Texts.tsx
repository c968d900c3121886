// Small pieces of text that look the same everywhere: serials and codes, times, numbers.
import { Text, type TextProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { dateTime, number, relative } from './format'
import classes from './Texts.module.css'

/** A serial, code or hash: every character counts, so O and 0 must look different. */
export function Mono({ children, ...rest }: TextProps & { children: ReactNode }) {
  if (Object.keys(rest).length === 0) return <span className={classes.mono}>{children}</span> // lists are full of them
  return (
    <Text span inherit ff="monospace" {...rest}>
      {children}
    </Text>
  )
}

/** A moment in the user's zone; `ago` as "3 minutes ago" with the full time as its title. */
export function Time({ at, ago = false }: { at: string | null | undefined; ago?: boolean }) {
  if (!at) return null
  return (
    <time dateTime={at} title={dateTime(at, true)}>
      {ago ? relative(at) : dateTime(at)}
    </time>
  )
}

export function Count({ value }: { value: number }) {
  return <span>{number(value)}</span>
}
