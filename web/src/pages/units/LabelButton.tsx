// Opens the shared dialog that prints labels of units.
import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'

const LabelDialog = lazy(() => import('@/ui/label/LabelDialog'))

export function LabelButton({ units }: { units: readonly { id: number; product: string; serial: string }[] }) {
  const { t } = useTranslation('units')
  const [opened, setOpened] = useState(false)
  const things = useMemo(
    () => units.map(({ id, product, serial }) => ({ kind: 'unit' as const, id, product, serial })),
    [units],
  )
  return (
    <>
      <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => setOpened(true)}>
        {t('label', { count: units.length })}
      </Button>
      {opened ? (
        <Suspense fallback={null}>
          <LabelDialog things={things} onClose={() => setOpened(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
