// A box to scan into: what the scanner really sends, and what is left of it.
import { Alert, Stack, Text, TextInput } from '@mantine/core'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Mono } from '@/ui/Texts'
import { shown, signOf, unframed } from './affix'

export function TryScanner({ prefix, suffix }: { prefix: string; suffix: string }) {
  const { t } = useTranslation('settings')
  const [read, setRead] = useState<string | null>(null)
  const [typed, setTyped] = useState('')
  const raw = useRef('')
  const onKeyDown = (event: KeyboardEvent) => {
    const sign = signOf(event)
    if (sign === undefined) return
    if (event.key === 'Tab' && raw.current === '') return // somebody goes on to the next field
    event.preventDefault()
    if (sign === null) {
      setRead(raw.current)
      raw.current = ''
    } else {
      raw.current += sign
    }
    setTyped(shown(raw.current))
  }
  return (
    <Stack gap="xs" data-wedge="field">
      <TextInput
        label={t('try')}
        description={t('tryHint')}
        placeholder={t('tryHere')}
        value={typed}
        onChange={() => undefined}
        onKeyDown={onKeyDown}
        autoComplete="off"
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      />
      {read ? (
        <Alert variant="outline" color="harbour" role="status" title={t('tryCode')}>
          <Mono fw={600}>{shown(unframed(read, prefix, suffix))}</Mono>
          <Text size="sm" c="dimmed">
            {t('tryRaw')} <Mono>{shown(read)}</Mono>
          </Text>
        </Alert>
      ) : null}
    </Stack>
  )
}
