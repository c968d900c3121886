// Tells by hand what is otherwise scanned: typed, or chosen from what the server proposes; without a network from this device's copy.
import { Button, Modal, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Context, type Mode, type Slot, told } from '@/scan/modes'
import { setContext } from '@/scan/setup'
import { lifecycleQuery } from '@/ui/command/lifecycle'
import { type Choice, CodeInput, DueInput } from '@/ui/inputs'
import { useWords } from '@/ui/words'
import { kindOf, proposals } from './proposals'
import { slotName } from './slotNames'

type Props = { mode: Mode; context: Context; slot: Slot; onClose: () => void }

export default function SlotDialog({ mode, context, slot, onClose }: Props) {
  const { t } = useTranslation(['scan', 'common'])
  const [value, setValue] = useState(context[slot]?.value ?? '')
  const [choice, setChoice] = useState<Choice>()
  const name = slotName(t as never, mode, slot)
  const tell = (next: string, known?: string) => {
    const what = next.trim() === '' ? undefined : { value: next.trim(), ...(known ? { name: known } : {}) }
    setContext(mode.name, told(mode, context, slot, what))
    onClose()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    tell(value, choice?.code === value.trim() ? choice.name : undefined)
  }
  return (
    <Modal opened onClose={onClose} title={name} closeButtonProps={{ 'aria-label': t('common:close') }}>
      {slot === 'hold' ? (
        <Holds onChoose={(hold) => tell(hold)} />
      ) : (
        <form onSubmit={submit}>
          <Stack>
            <Input
              slot={slot}
              mode={mode}
              context={context}
              label={name}
              value={value}
              onChange={(next, chosen) => {
                setValue(next)
                setChoice(chosen)
              }}
            />
            <Button type="submit" size="lg">
              {t('scan:save')}
            </Button>
          </Stack>
        </form>
      )}
    </Modal>
  )
}

type InputProps = {
  slot: Slot
  mode: Mode
  context: Context
  label: string
  value: string
  onChange: (value: string, choice?: Choice) => void
}

function Input({ slot, mode, context, label, value, onChange }: InputProps) {
  const words = useWords()
  const kind = kindOf(slot)
  if (slot === 'due') return <DueInput label={label} value={value} onChange={onChange} autoFocus />
  if (!kind) {
    return (
      <TextInput
        label={label}
        data-autofocus
        data-wedge="field"
        value={value}
        maxLength={slot === 'reason' ? 500 : 80}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  }
  return (
    <CodeInput
      label={label}
      value={value}
      onChange={onChange}
      autoFocus
      resource={['scan', kind, mode.name, context.product?.value]}
      look={(text, signal) => proposals(kind, text, signal, words)}
    />
  )
}

function Holds({ onChoose }: { onChoose: (hold: string) => void }) {
  const words = useWords()
  const { data } = useQuery(lifecycleQuery)
  return (
    <SimpleGrid cols={1}>
      {(data?.holds ?? []).map((hold) => (
        <Button key={hold.name} size="xl" variant="default" onClick={() => onChoose(hold.name)}>
          {words.hold(hold.name)}
        </Button>
      ))}
    </SimpleGrid>
  )
}
