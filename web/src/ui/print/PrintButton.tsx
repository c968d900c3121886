// "Print labels", wherever somebody expects it; what it opens is loaded then.
import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { Things } from './printing'

const PrintDialog = lazy(() => import('./PrintDialog'))

type Props = { name: string; disabled?: boolean; things: () => Things }

export function PrintButton({ name, disabled, things }: Props) {
  const [open, setOpen] = useState<Things | null>(null)
  return (
    <>
      <Button
        variant="default"
        disabled={disabled}
        leftSection={<IconPrinter size={16} aria-hidden />}
        onClick={() => setOpen(things())}
      >
        {name}
      </Button>
      {open ? (
        <Suspense fallback={null}>
          <PrintDialog things={open} onClose={() => setOpen(null)} />
        </Suspense>
      ) : null}
    </>
  )
}
