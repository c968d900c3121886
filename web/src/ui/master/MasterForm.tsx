// A form made from a table of fields.
import { Button, Group, NumberInput, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '@/api/problem'
import type { Pair } from '@/ui/command/fields'
import { PairsInput } from '@/ui/command/PairsInput'
import { LocationInput } from '@/ui/inputs'
import { ProblemAlert } from '@/ui/ProblemAlert'
import type { Field, Values } from './fields'

type Props = {
  fields: Field[]
  initial: Values
  error: unknown
  busy: boolean
  submit: string
  onSubmit: (values: Values) => void
  onCancel?: () => void
}

export function MasterForm({ fields, initial, error, busy, submit, onSubmit, onCancel }: Props) {
  const { t } = useTranslation()
  const [values, setValues] = useState(initial)
  const wrong = error instanceof Problem ? error.document.field : undefined
  const send = (event: FormEvent) => {
    event.preventDefault()
    onSubmit(values)
  }
  return (
    <form onSubmit={send} data-wedge="field">
      <Stack>
        {fields.map((field, index) => (
          <FieldInput
            key={field.name}
            field={field}
            value={values[field.name] ?? ''}
            onChange={(value) => setValues((old) => ({ ...old, [field.name]: value }))}
            error={wrong === field.name ? (error as Problem).document.detail : undefined}
            first={index === 0}
          />
        ))}
        <ProblemAlert error={error} />
        <Group justify="flex-end">
          {onCancel ? (
            <Button variant="default" onClick={onCancel}>
              {t('cancel')}
            </Button>
          ) : null}
          <Button type="submit" loading={busy}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

type InputProps = {
  field: Field
  value: string | Pair[]
  onChange: (value: string | Pair[]) => void
  error?: string
  first: boolean
}

function FieldInput({ field, value, onChange, error, first }: InputProps) {
  if (Array.isArray(value)) return <PairsInput kind="attributes" pairs={value} onChange={onChange} />
  const { label, hint: description, required, max: maxLength } = field
  const common = { label, description, required, error, ...(first ? { 'data-autofocus': true } : {}) }
  switch (field.kind) {
    case 'number':
      return (
        <NumberInput
          {...common}
          min={0}
          allowDecimal={false}
          value={value}
          onChange={(next) => onChange(String(next))}
        />
      )
    case 'choice':
      return (
        <Select
          {...common}
          data={field.choices ?? []}
          value={value || null}
          onChange={(next) => onChange(next ?? '')}
          allowDeselect={!required}
        />
      )
    case 'location':
      return <LocationInput {...common} value={value} onChange={onChange} />
    case 'long':
      return (
        <Textarea
          {...common}
          autosize
          minRows={2}
          maxLength={maxLength}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    default:
      return (
        <TextInput
          {...common}
          ff={field.kind === 'code' ? 'monospace' : undefined}
          maxLength={maxLength}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
  }
}
