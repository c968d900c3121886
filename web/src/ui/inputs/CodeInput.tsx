// A box for a code, with what the server knows of it below: type, scan, or choose with the arrows. What stands in the box is the value;
// whether it exists the server says.
import { Combobox, Loader, Text, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './CodeInput.module.css'
import { fitting } from './choices'
import { codeOfScan, isEncoded, type ScanKind } from './scanned'

export type Choice = {
  /** Unique in the list. */
  key: string
  /** What stands in the box when it is chosen. */
  code: string
  name?: string
  /** At the right, dimmed: a kind, a status. */
  extra?: string
}

export type InputProps = {
  value: string
  onChange: (value: string) => void
  label?: ReactNode
  'aria-label'?: string
  description?: ReactNode
  error?: ReactNode
  required?: boolean
  placeholder?: string
  disabled?: boolean
  autoFocus?: boolean
}

type Props = Omit<InputProps, 'onChange'> & {
  /** choice: when one of the list was taken. */
  onChange: (value: string, choice?: Choice) => void
  /** Members of the query's key before the text; the first is the resource's name. */
  resource: readonly unknown[]
  look: (text: string, signal: AbortSignal) => Promise<Choice[]>
  /** What an element string or barcode may be resolved to; else it stays as it is. */
  scans?: ScanKind
  /** Nothing is asked before so many characters. */
  least?: number
}

const NONE: Choice[] = []

export function CodeInput(props: Props) {
  const { value, onChange, resource, look, scans, least = 0, label, autoFocus, description, ...rest } = props
  const { t } = useTranslation('command')
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() })
  const [touched, setTouched] = useState(false)
  const text = value.trim()
  const [asked] = useDebouncedValue(text, 150)
  const known = useQuery({
    queryKey: [...resource, 'suggest', asked],
    queryFn: ({ signal }) => look(asked, signal),
    enabled: touched && asked.length >= least,
    staleTime: 30_000,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const answered = (text.length >= least && known.data) || NONE
  const choices = asked === text && !known.isPlaceholderData ? answered : fitting(answered, text)
  const named = choices.find((choice) => choice.code.toLowerCase() === text.toLowerCase())?.name

  const take = (key: string) => {
    const choice = choices.find((one) => one.key === key)
    if (choice) onChange(choice.code, choice)
    box.closeDropdown()
  }
  const resolve = async () => {
    const code = scans ? await codeOfScan(text, scans) : undefined
    if (code !== undefined) onChange(code)
    return code
  }
  // A scanner ends with Enter: what it read is turned into a code first, then the form goes on.
  const enter = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || !isEncoded(text) || box.getSelectedOptionIndex() >= 0) return
    const form = event.currentTarget.form
    event.preventDefault()
    box.closeDropdown()
    void resolve().then((code) => (code === undefined ? form?.requestSubmit() : undefined))
  }
  return (
    <Combobox store={box} onOptionSubmit={take} withinPortal>
      <Combobox.Target>
        <TextInput
          {...rest}
          label={label}
          description={description ?? named}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={value}
          data-autofocus={autoFocus || undefined}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={1000}
          classNames={{ input: classes.input }}
          rightSection={known.isFetching && touched ? <Loader size="xs" /> : null}
          onChange={(event) => {
            setTouched(true)
            onChange(event.currentTarget.value)
            box.openDropdown()
            box.resetSelectedOption()
          }}
          onKeyDown={enter}
          onClick={() => box.openDropdown()}
          onFocus={() => setTouched(true)}
          onBlur={() => {
            box.closeDropdown()
            if (isEncoded(text)) void resolve()
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={choices.length === 0}>
        <Combobox.Options className={classes.options} aria-label={t('suggestions')}>
          {choices.map((choice) => (
            <Combobox.Option key={choice.key} value={choice.key} className={classes.option}>
              <Text span size="sm" ff="monospace" className={classes.code}>
                {choice.code}
              </Text>
              {choice.name ? (
                <Text span size="sm" truncate title={choice.name}>
                  {choice.name}
                </Text>
              ) : null}
              {choice.extra ? (
                <Text span size="xs" c="dimmed" ml="auto" className={classes.extra}>
                  {choice.extra}
                </Text>
              ) : null}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
