// One of the numbers that say when it was too often.
import { NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { LimitName, Limits } from './links'

type Props = {
  name: LimitName
  range: Limits[LimitName]
  value: number
  onChange: (value: number) => void
  editable: boolean
}

export function LimitInput({ name, range: { minimum: min, maximum: max }, value, onChange, editable }: Props) {
  const { t } = useTranslation('links')
  return (
    <NumberInput
      label={t(`limitNames.${name}`)}
      description={t('between', { min, max })}
      min={min}
      max={max}
      allowDecimal={false}
      value={value}
      onChange={(next) => onChange(Number(next) || min)}
      readOnly={!editable}
    />
  )
}
