// Labels for what a scan has just brought into the books; nothing for other scans. The button itself is loaded where it is shown.
import { type ComponentType, lazy, Suspense } from 'react'
import type { Scan } from '@/queue'

// Without a network nothing can be printed, and its button cannot be loaded: then there is none.
const Button = lazy<ComponentType<{ answer: NonNullable<Scan['answer']> }>>(() =>
  import('./ReceivedButton').catch(() => ({ default: () => null })),
)

const BRINGS_IN = new Set(['receive', 'commission'])

export function PrintReceived({ entry }: { entry: Scan | undefined }) {
  if (entry?.state !== 'done' || !BRINGS_IN.has(entry.command) || !entry.answer?.units) return null
  return (
    <Suspense fallback={null}>
      <Button answer={entry.answer} />
    </Suspense>
  )
}
