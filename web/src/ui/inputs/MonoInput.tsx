import { TextInput, type TextInputProps } from '@mantine/core'
import classes from './CodeInput.module.css'

/** A plain box for a serial, number or code. */
export function MonoInput(props: TextInputProps) {
  return <TextInput autoComplete="off" spellCheck={false} {...props} classNames={{ input: classes.input }} />
}
