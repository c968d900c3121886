// Which mode the page is in and what was told in each: read at every scan, so it lives outside of React. Kept in the browser, so that
// a tab that was killed goes on where it was; after a night what was told is forgotten, since somebody else may stand there now.
import { realm } from '@/api/realm'
import { type Context, type ModeName, modes, slots } from './modes'
import { Stored } from './stored'

export type Setup = {
  mode: ModeName
  told: Partial<Record<ModeName, Context>>
  /** ms since 1970 of the last change. */
  at: number
}

const FORGET_MS = 10 * 3600_000

function contextOf(stored: unknown): Context {
  if (typeof stored !== 'object' || stored === null) return {}
  const all = stored as Record<string, unknown>
  const entries = slots.flatMap((slot) => {
    const one = all[slot]
    return typeof one === 'object' && one !== null && 'value' in one && typeof one.value === 'string'
      ? [[slot, one]]
      : []
  })
  return Object.fromEntries(entries)
}

export function readSetup(stored: unknown, now = Date.now()): Setup {
  const old = (typeof stored === 'object' && stored !== null ? stored : {}) as Partial<Setup>
  const mode = modes.some((one) => one.name === old.mode) && old.mode ? old.mode : 'lookup'
  const fresh = typeof old.at === 'number' && now - old.at < FORGET_MS
  const told = fresh
    ? Object.fromEntries(Object.entries(old.told ?? {}).map(([name, context]) => [name, contextOf(context)]))
    : {}
  return { mode, told, at: now }
}

export const setup = new Stored<Setup>(`serno-scan-${realm()}`, readSetup)

export function setMode(mode: ModeName) {
  setup.set({ ...setup.get(), mode, at: Date.now() })
}

export function setContext(mode: ModeName, context: Context) {
  const now = setup.get()
  setup.set({ ...now, told: { ...now.told, [mode]: context }, at: Date.now() })
}

const NOTHING: Context = {}
export function contextIn(state: Setup, mode: ModeName): Context {
  return state.told[mode] ?? NOTHING
}
