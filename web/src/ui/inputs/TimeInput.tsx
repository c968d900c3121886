// Moments and days. The browser's own boxes: they know the user's order of day and month, and a phone's wheel.
import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { InputProps } from './CodeInput'
import { toInstant, toLocal } from './times'

type Props = Omit<InputProps, 'placeholder'> & { min?: string; max?: string }

/** value: a moment (RFC 3339), or nothing. */
export function TimeInput({ value, onChange, min, max, autoFocus, ...rest }: Props) {
  return (
    <TextInput
      {...rest}
      type="datetime-local"
      data-autofocus={autoFocus || undefined}
      value={toLocal(value)}
      min={min ? toLocal(min) : undefined}
      max={max ? toLocal(max) : undefined}
      onChange={(event) => onChange(toInstant(event.currentTarget.value))}
    />
  )
}

/** value: 2026-11-23, or nothing. */
export function DateInput({ value, onChange, autoFocus, ...rest }: Props) {
  return (
    <TextInput
      {...rest}
      type="date"
      data-autofocus={autoFocus || undefined}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

/** When something is due back. */
export function DueInput({ label, ...rest }: Props) {
  const { t } = useTranslation('command')
  return <TimeInput {...rest} label={label ?? t('field.due')} min={new Date().toISOString()} />
}
