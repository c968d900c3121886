// What the parts of the scan page share: the desk, and the questions that open over it.
import { createContext, useContext } from 'react'
import type { Scan } from '@/queue'
import type { Desk } from '@/scan/desk'
import type { Mode } from '@/scan/modes'

export type AtDesk = {
  desk: Desk
  modes: readonly Mode[]
  /** Does what is allowed instead of a refused command, or asks for what it needs. */
  instead: (entry: Scan, command: string) => void
  openUnit: (id: number) => void
}

const Here = createContext<AtDesk | null>(null)
export const AtDeskProvider = Here.Provider

export function useAtDesk(): AtDesk {
  const here = useContext(Here)
  if (!here) throw new Error('no desk around this part')
  return here
}
