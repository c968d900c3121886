// A search text that stands in the page's address; it is asked for a moment after the last key.
import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

type Props = { value: string; onChange: (value: string) => void; placeholder?: string; label: string }

export function SearchInput({ value, onChange, placeholder, label }: Props) {
  const { t } = useTranslation()
  const [text, setText] = useState(value)
  const say = useDebouncedCallback(onChange, 200)
  const change = (next: string) => {
    setText(next)
    say(next.trim())
  }
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={placeholder ?? label}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={text ? <CloseButton size="sm" aria-label={t('clear')} onClick={() => change('')} /> : null}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      miw={{ base: '100%', xs: 280 }}
    />
  )
}
