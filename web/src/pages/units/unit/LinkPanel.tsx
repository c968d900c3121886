// The page behind this unit's label.
import { useTranslation } from 'react-i18next'
import { useMay } from '@/app/session'
import { Panel } from '@/ui/Panel'
import { UnitLinkFacts } from '@/ui/unitLink/UnitLinkFacts'

export function LinkPanel({ unit }: { unit: { id: number; serial: string } }) {
  const { t } = useTranslation('links')
  const may = useMay()
  if (!may('GET /v1/links/units/{id}')) return null
  return (
    <Panel title={t('publicPage')}>
      <UnitLinkFacts unit={unit} />
    </Panel>
  )
}
