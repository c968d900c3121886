// A filter that is taken exactly as it stands: when Enter is pressed or the box is left, not while it is typed.
import { TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'

type Props = { label: string; value: string; onChange: (value: string) => void }

export function TextFilter({ label, value, onChange }: Props) {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  const say = () => {
    if (text.trim() !== value) onChange(text.trim())
  }
  return (
    <TextInput
      label={label}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={say}
      onKeyDown={(event) => {
        if (event.key === 'Enter') say()
      }}
    />
  )
}
