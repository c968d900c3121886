// The first label: the same dialog that prints all others.
import { Button, Group } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { components } from '@/api/schema'
import type { Thing } from '@/ui/label/label'
import { rememberStep } from './remembered'

const LabelDialog = lazy(() => import('@/ui/label/LabelDialog'))

type Props = { units: components['schemas']['UnitRow'][]; product: components['schemas']['Product'] | undefined }

export function LabelStep({ units, product }: Props) {
  const { t } = useTranslation('guide')
  const [open, setOpen] = useState(false)
  const things = units.map(
    (unit): Thing => ({
      kind: 'unit',
      id: unit.id,
      product: unit.product,
      serial: unit.serial,
      productName: unit.product === product?.sku ? product.name : undefined,
      gtin: unit.product === product?.sku ? product.gtin : undefined,
    }),
  )
  return (
    <Group>
      <Button leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {t('showLabels')}
      </Button>
      <Button variant="default" onClick={() => rememberStep('label')}>
        {t('withoutPrinter')}
      </Button>
      {open ? (
        <Suspense fallback={null}>
          <LabelDialog
            things={things}
            onPrinted={() => rememberStep('label')}
            onClose={() => {
              setOpen(false)
              rememberStep('label')
            }}
          />
        </Suspense>
      ) : null}
    </Group>
  )
}
