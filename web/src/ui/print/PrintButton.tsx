// "Print labels", wherever somebody expects it; what it opens is loaded then.
import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { showProblem } from '../showProblem'
import type { PrintJob, Things } from './printing'

const PrintDialog = lazy(() => import('./PrintDialog'))

type Props = {
  name: string
  disabled?: boolean
  /** What the page asks for next. */
  main?: boolean
  /** Once something was printed, the page stays; without it the job's page opens. */
  onPrinted?: (job: PrintJob | null) => void
  things: () => Things | Promise<Things>
}

export function PrintButton({ name, disabled, main, onPrinted, things }: Props) {
  const [open, setOpen] = useState<Things | null>(null)
  return (
    <>
      <Button
        variant={main ? 'filled' : 'default'}
        disabled={disabled}
        leftSection={<IconPrinter size={16} aria-hidden />}
        onClick={() => void Promise.resolve(things()).then(setOpen).catch(showProblem)}
      >
        {name}
      </Button>
      {open ? (
        <Suspense fallback={null}>
          <PrintDialog things={open} onPrinted={onPrinted} onClose={() => setOpen(null)} />
        </Suspense>
      ) : null}
    </>
  )
}
