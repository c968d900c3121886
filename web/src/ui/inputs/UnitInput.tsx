import { useTranslation } from 'react-i18next'
import { api, unwrap } from '@/api/client'
import { useWords } from '@/ui/words'
import { CodeInput, type InputProps } from './CodeInput'

/** What stands in the box, and the unit's number when one was chosen: serials of two products may be the same. */
export type UnitChoice = { text: string; id?: number }

type Props = Omit<InputProps, 'value' | 'onChange'> & {
  value: UnitChoice
  onChange: (value: UnitChoice) => void
  /** Units that are not proposed. */
  except?: ReadonlySet<number>
}

export function UnitInput({ value, onChange, except, label, ...rest }: Props) {
  const { t } = useTranslation()
  const words = useWords()
  return (
    <CodeInput
      {...rest}
      label={label ?? t('serial')}
      value={value.text}
      onChange={(text, choice) => onChange(choice ? { text, id: Number(choice.key) } : { text })}
      scans="unit"
      resource={['units', 'choose']}
      least={2}
      look={async (text, signal) => {
        const query = { serial_prefix: text, limit: 20 }
        const { items } = await unwrap(api.GET('/v1/units', { params: { query }, signal }))
        return items
          .filter((unit) => !except?.has(unit.id))
          .map((unit) => ({
            key: String(unit.id),
            code: unit.serial,
            name: unit.product_name,
            extra: words.status(unit.status),
          }))
      }}
    />
  )
}
