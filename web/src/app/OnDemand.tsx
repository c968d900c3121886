// A button that stands for a part which is loaded when it is first pressed. The part then shows its own button, opened.
import { type ReactNode, Suspense, useState } from 'react'

type Props = { face: (open: () => void) => ReactNode; children: ReactNode }

export function OnDemand({ face, children }: Props) {
  const [wanted, setWanted] = useState(false)
  const closed = face(() => setWanted(true))
  return wanted ? <Suspense fallback={closed}>{children}</Suspense> : closed
}
