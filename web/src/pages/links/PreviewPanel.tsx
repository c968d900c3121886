// The link of one unit, and its page as strangers see it, in a tab of its own.
import { Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type UnitChoice, UnitInput } from '@/ui/inputs'
import { Panel } from '@/ui/Panel'
import { UnitLinkFacts } from '@/ui/unitLink/UnitLinkFacts'

export function PreviewPanel() {
  const { t } = useTranslation('links')
  const [unit, setUnit] = useState<UnitChoice>({ text: '' })
  return (
    <Panel title={t('preview')}>
      <Stack>
        <UnitInput description={t('previewHint')} value={unit} onChange={setUnit} />
        {unit.id ? <UnitLinkFacts key={unit.id} unit={{ id: unit.id, serial: unit.text }} /> : null}
      </Stack>
    </Panel>
  )
}
