// One property of an element as a field of its kind.
import { NumberInput, Select, Switch } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Property, storedAs, symbologyMembers } from '@/designer/properties'
import type { LabelElement, Symbology, Target } from '@/designer/template'
import { decimalSign } from '../format'
import { ContentInput } from './ContentInput'
import classes from './Designer.module.css'
import { PictureInput } from './PictureInput'

export type PropertyProps = {
  property: Property
  element: LabelElement
  target: Target
  fixed: boolean
  error: ReactNode
  onSet: (members: Partial<LabelElement>) => void
}

export function PropertyInput(props: PropertyProps) {
  switch (props.property.input) {
    case 'content':
      return <ContentInput {...props} />
    case 'picture':
      return <PictureInput {...props} />
    case 'choice':
      return <ChoiceInput {...props} />
    case 'flag':
      return <FlagInput {...props} />
    default:
      return <MeasureInput {...props} />
  }
}

/** The member, or nothing where it is what holds anyhow. */
const one = (property: Property, value: string | number | boolean): Partial<LabelElement> => ({
  [property.name]: storedAs(property, value),
})

function MeasureInput({ property, element, fixed, error, onSet }: PropertyProps) {
  const { t } = useTranslation('labels')
  const { name, input, least, most } = property
  const value = element[name] ?? property.usual
  return (
    <NumberInput
      className={name === 'x' || name === 'w' ? classes.first : undefined}
      label={t(`member.${name}` as 'member.x')}
      suffix={input === 'mm' ? ' mm' : ' pt'}
      min={least}
      max={most}
      step={input === 'mm' ? 0.1 : 0.5}
      decimalScale={2}
      decimalSeparator={decimalSign()}
      clampBehavior="blur"
      error={error}
      readOnly={fixed}
      value={typeof value === 'number' ? value : ''}
      onChange={(next) => typeof next === 'number' && onSet(one(property, next))}
    />
  )
}

function ChoiceInput({ property, element, fixed, error, onSet }: PropertyProps) {
  const { t } = useTranslation('labels')
  const { name, choices = [] } = property
  const value = element[name] ?? property.usual
  const label = (choice: string | number) =>
    name === 'rotation' ? `${choice}°` : name === 'level' ? String(choice) : t(`${name}.${choice}` as 'fit.wrap')
  const choose = (next: string | null) => {
    if (next === null) return
    if (name === 'symbology') onSet(symbologyMembers(element, next as Symbology))
    else onSet(one(property, typeof choices[0] === 'number' ? Number(next) : next))
  }
  return (
    <Select
      className={name === 'symbology' ? classes.wide : undefined}
      label={t(`member.${name}` as 'member.x')}
      data={choices.map((choice) => ({ value: String(choice), label: label(choice) }))}
      value={value === undefined ? null : String(value)}
      allowDeselect={false}
      error={error}
      readOnly={fixed}
      onChange={choose}
    />
  )
}

function FlagInput({ property, element, fixed, error, onSet }: PropertyProps) {
  const { t } = useTranslation('labels')
  return (
    <Switch
      className={classes.wide}
      label={t(`member.${property.name}` as 'member.x')}
      checked={Boolean(element[property.name] ?? property.usual)}
      error={error}
      disabled={fixed}
      onChange={(event) => onSet(one(property, event.currentTarget.checked))}
    />
  )
}
