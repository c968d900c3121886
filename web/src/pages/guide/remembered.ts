// What the first minutes leave nowhere else: which steps were taken that make no data, and that nobody wants to see them again.
import { Stored } from '@/scan/stored'
import { type Step, steps } from './progress'

export type Remembered = { steps: Step[]; over: boolean }

function isStep(name: unknown): name is Step {
  return steps.some((step) => step === name)
}

export const remembered = new Stored<Remembered>('serno-guide', (stored) => {
  const old = typeof stored === 'object' && stored !== null ? (stored as Partial<Remembered>) : {}
  return { steps: Array.isArray(old.steps) ? old.steps.filter(isStep) : [], over: old.over === true }
})

export function rememberStep(step: Step) {
  const now = remembered.get()
  if (!now.steps.includes(step)) remembered.set({ ...now, steps: [...now.steps, step] })
}

export function rememberOver(over: boolean) {
  remembered.set({ ...remembered.get(), over })
}
