// The first label: the same dialog that prints all others; without a printer it opens a PDF.
import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { PrintButton } from '@/ui/print/PrintButton'
import { rememberStep } from './remembered'

export function LabelStep({ units }: { units: readonly { id: number }[] }) {
  const { t } = useTranslation('guide')
  const done = () => rememberStep('label')
  return (
    <Group>
      <PrintButton
        name={t('showLabels')}
        main
        things={() => ({ kind: 'unit', units: units.map(({ id }) => id) })}
        onPrinted={done}
      />
      <Button variant="default" onClick={done}>
        {t('withoutPrinter')}
      </Button>
    </Group>
  )
}
