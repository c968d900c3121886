import { useTranslation } from 'react-i18next'
import { date } from '@/ui/format'
import { useWords } from '@/ui/words'
import type { Chip } from './filters'

/** A chip in words: "Status: In stock, Packed". */
export function useChipText(): (chip: Chip) => string {
  const { t } = useTranslation('units')
  const words = useWords()
  return ({ filter, values }) => {
    const name = t(`filter.${filter.name}` as 'filter.product')
    const word = (value: string) => {
      if (filter.name === 'status') return words.status(value)
      if (filter.name === 'hold') return value === 'any' ? t('anyHold') : words.hold(value)
      return filter.kind === 'dates' && value ? date(value) : value
    }
    if (filter.kind !== 'range' && filter.kind !== 'dates') return `${name}: ${values.map(word).join(', ')}`
    return `${name}: ${values[0] ? word(values[0]) : '…'} – ${values[1] ? word(values[1]) : '…'}`
  }
}
