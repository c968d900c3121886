// Inside the dialog: the fields, the sending, what was refused. One command with one id, however often Enter is pressed.
import { Stack, Text } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '@/api/problem'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { showDone } from '@/ui/showProblem'
import { useWords } from '@/ui/words'
import { CommandField } from './CommandField'
import { FormEnd } from './FormEnd'
import {
  type Before,
  bodyOf,
  type CommandUnit,
  type Draft,
  type Field,
  fieldsOf,
  missingOf,
  pairsOf,
  type Target,
} from './fields'
import type { CommandSpec, Lifecycle } from './lifecycle'
import { PartlyDone } from './PartlyDone'
import { RefusedRows } from './RefusedRows'
import { type CommandAnswer, useGiveCommand } from './useGiveCommand'

type Props = {
  spec: CommandSpec
  lifecycle: Lifecycle
  target: Target
  before?: Before
  undo?: string
  initial?: Record<string, string>
  onDone?: (answer: CommandAnswer) => void
  onClose: () => void
}

const NO_UNITS: readonly CommandUnit[] = []
const REASON: Field[] = [{ name: 'reason', required: true }]

/** The problem without its rows, which are listed below it by their serials. */
function withoutRows(error: unknown): unknown {
  if (!(error instanceof Problem) || !error.document.errors?.length) return error
  return new Problem({ ...error.document, errors: undefined })
}

export function CommandForm({ spec, lifecycle, target, before = {}, undo, initial, onDone, onClose }: Props) {
  const { t } = useTranslation(['command', 'common'])
  const words = useWords()
  const units = 'units' in target ? target.units : NO_UNITS
  const [draft, setDraft] = useState<Draft>(() => ({
    text: { serial: before.serial ?? '', ...initial },
    to: initial?.location && !initial.party ? 'location' : 'party',
    parent: { text: '' },
    ...pairsOf(before),
  }))
  const [mode, setMode] = useState<'all' | 'partial'>('all')
  const [tried, setTried] = useState(false)
  const { id, sending } = useGiveCommand(spec.name, (answer) => {
    const name = undo ? t('command:undo') : words.command(spec.name)
    showDone(t('command:done', { command: name, units: t('common:units', { count: answer.units }) }))
    onDone?.(answer)
    if (!answer.refused?.length) onClose()
  })
  const fields = undo ? REASON : fieldsOf(spec, lifecycle, draft.text, units.length === 1)
  const missing = missingOf(fields, draft)

  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    setTried(true)
    if (missing.length > 0 || sending.isPending) return
    const body = undo
      ? { id, undo, reason: draft.text.reason?.trim(), note: draft.text.note?.trim() || undefined }
      : bodyOf(id, spec, fields, draft, target, mode, before)
    sending.mutate(body)
  }
  const setText = (name: string, value: string) => setDraft({ ...draft, text: { ...draft.text, [name]: value } })
  const refused = sending.error instanceof Problem ? (sending.error.document.errors ?? []) : []

  if (sending.data?.refused?.length) return <PartlyDone answer={sending.data} units={units} onClose={onClose} />
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text c="dimmed" size="sm">
          {undo ? t('command:undoSays') : t(`command:says.${spec.name}` as 'command:says.move', spec.says)}
        </Text>
        {fields.map((field, index) => (
          <CommandField
            key={field.name}
            field={field}
            command={spec.name}
            draft={draft}
            setDraft={setDraft}
            setText={setText}
            units={units}
            first={index === 0}
            error={tried && missing.includes(field.name) ? t('command:needed') : undefined}
          />
        ))}
        <FormEnd
          draft={draft}
          setText={setText}
          undo={undo !== undefined}
          many={units.length > 1}
          mode={mode}
          setMode={setMode}
          command={spec.name}
          sending={sending.isPending}
          onClose={onClose}
        >
          {sending.error ? <ProblemAlert error={withoutRows(sending.error)} /> : null}
          {refused.length > 0 ? <RefusedRows rows={refused} units={units} /> : null}
        </FormEnd>
      </Stack>
    </form>
  )
}
