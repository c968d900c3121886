// One field of a command, in the shape that its name asks for.
import { Radio, SegmentedControl, Stack, Textarea } from '@mantine/core'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import {
  DateInput,
  DueInput,
  LocationInput,
  LotInput,
  MonoInput,
  PartyInput,
  ProductInput,
  UnitInput,
} from '@/ui/inputs'
import { useWords } from '@/ui/words'
import type { CommandUnit, Draft, Field } from './fields'
import { PairsInput } from './PairsInput'

type Props = {
  field: Field
  command: string
  draft: Draft
  setDraft: (draft: Draft) => void
  setText: (name: string, value: string) => void
  units: readonly CommandUnit[]
  first: boolean
  error?: string
}

type Shared = {
  label: string
  value: string
  onChange: (value: string) => void
  required: boolean
  error?: string
  autoFocus: boolean
}

/** Of whom the party usually is one. */
const KINDS: Record<string, string> = { check_out: 'staff,customer', receive: 'supplier', ship: 'customer' }

export function CommandField(props: Props) {
  const { field, command, draft, setText, units, first, error } = props
  const { t } = useTranslation('command')
  const name = field.name
  const label =
    name === 'party'
      ? t(`partyOf.${command}` as 'partyOf.ship', t('field.party'))
      : t(`field.${name}` as 'field.lot', name.replaceAll('_', ' '))
  const shared: Shared = {
    label,
    value: draft.text[name] ?? '',
    onChange: (value) => setText(name, value),
    required: field.required,
    error,
    autoFocus: first,
  }
  const plain = (): ReactNode => (
    <MonoInput
      {...shared}
      autoFocus={undefined}
      onChange={(event) => shared.onChange(event.currentTarget.value)}
      data-autofocus={first || undefined}
      maxLength={1000}
    />
  )
  switch (name) {
    case 'location':
      return <LocationInput {...shared} />
    case 'party':
      return <PartyInput {...shared} kinds={KINDS[command]} />
    case 'party_or_location':
      return <EitherField {...props} shared={shared} />
    case 'product':
      return <ProductInput {...shared} />
    case 'lot':
      return <LotInput {...shared} product={oneProduct(units)} />
    case 'parent':
      return <ParentField {...props} shared={shared} />
    case 'due':
      return <DueInput {...shared} />
    case 'made':
    case 'expires':
      return <DateInput {...shared} />
    case 'reason':
      return <ReasonField shared={shared} />
    case 'identifiers':
    case 'attributes':
      return (
        <PairsInput kind={name} pairs={draft[name]} onChange={(pairs) => props.setDraft({ ...draft, [name]: pairs })} />
      )
    default:
      return field.choices ? <ChoiceField {...props} shared={shared} /> : plain()
  }
}

function oneProduct(units: readonly CommandUnit[]): string | undefined {
  const first = units[0]?.product
  return units.every((unit) => unit.product === first) ? first : undefined
}

function ReasonField({ shared }: { shared: Shared }) {
  return (
    <Textarea
      {...shared}
      autoFocus={undefined}
      data-autofocus={shared.autoFocus || undefined}
      autosize
      minRows={1}
      maxRows={6}
      maxLength={1000}
      onChange={(event) => shared.onChange(event.currentTarget.value)}
    />
  )
}

function ChoiceField({ field, units, shared }: Props & { shared: Shared }) {
  const { t } = useTranslation('command')
  const words = useWords()
  const held = new Set(units.flatMap((unit) => unit.holds ?? []))
  // A hold that one of the units has is what can be lifted.
  const choices =
    field.name === 'hold' && held.size > 0 ? (field.choices ?? []).filter((hold) => held.has(hold)) : field.choices
  return (
    <Radio.Group label={shared.label} value={shared.value} onChange={shared.onChange} required error={shared.error}>
      <Stack gap="xs" mt="xs">
        {choices?.map((choice, index) => (
          <Radio
            key={choice}
            value={choice}
            data-autofocus={(shared.autoFocus && index === 0) || undefined}
            label={
              field.name === 'hold'
                ? words.hold(choice)
                : t(`choice.${choice}` as 'choice.good', choice.replaceAll('_', ' '))
            }
          />
        ))}
      </Stack>
    </Radio.Group>
  )
}

function EitherField({ draft, setDraft, setText, command, shared }: Props & { shared: Shared }) {
  const { t } = useTranslation('command')
  const to = draft.to
  const input = { ...shared, value: draft.text[to] ?? '', onChange: (value: string) => setText(to, value) }
  return (
    <Stack gap="xs">
      <SegmentedControl
        aria-label={shared.label}
        value={to}
        onChange={(value) => setDraft({ ...draft, to: value === 'location' ? 'location' : 'party' })}
        data={[
          { value: 'party', label: t('to.party') },
          { value: 'location', label: t('to.location') },
        ]}
      />
      {to === 'party' ? (
        <PartyInput {...input} label={t('field.party')} kinds={KINDS[command]} />
      ) : (
        <LocationInput {...input} label={t('field.location')} />
      )}
    </Stack>
  )
}

function ParentField({ draft, setDraft, units, shared }: Props & { shared: Shared }) {
  const { t } = useTranslation('command')
  const except = useMemo(() => new Set(units.flatMap((unit) => unit.id ?? [])), [units])
  return (
    <UnitInput
      {...shared}
      label={t('field.parent')}
      value={draft.parent}
      onChange={(parent) => setDraft({ ...draft, parent })}
      except={except}
    />
  )
}
