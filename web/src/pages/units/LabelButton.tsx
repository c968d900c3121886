// Labels of units: which template and which printer is asked then.
import { useTranslation } from 'react-i18next'
import { PrintButton } from '@/ui/print/PrintButton'

export function LabelButton({ units }: { units: readonly { id: number }[] }) {
  const { t } = useTranslation('units')
  return (
    <PrintButton
      name={t('label', { count: units.length })}
      things={() => ({ kind: 'unit', units: units.map((unit) => unit.id) })}
    />
  )
}
