// The lessons of practice: what is scanned in each, one after the other, and which of them somebody has done. Pure.
import type { components } from '@/api/schema'
import type { ModeName } from '@/scan/modes'

export type Codes = NonNullable<components['schemas']['Practice']['codes']>
export type Lesson = components['schemas']['Lesson']
type CodeName = keyof Codes

/** In the order in which they are best learnt; mode: of the scan page. */
export const lessons = [
  { mode: 'lookup', codes: 'look_up' },
  { mode: 'receive', codes: 'receive' },
  { mode: 'move', codes: 'move' },
  { mode: 'pick', codes: 'pick' },
  { mode: 'pack', codes: 'pack' },
  { mode: 'ship', codes: 'ship' },
  { mode: 'return', codes: 'return' },
  { mode: 'check_out', codes: 'check_out' },
  { mode: 'check_in', codes: 'check_in' },
  { mode: 'count', codes: 'count' },
  { mode: 'hold', codes: 'hold' },
] as const satisfies readonly { mode: ModeName; codes: CodeName }[]

/** The commands that show that a mode was used. */
const shownBy: Partial<Record<ModeName, readonly string[]>> = {
  receive: ['receive'],
  move: ['move', 'put_away'],
  pick: ['pick'],
  pack: ['pack'],
  ship: ['ship'],
  return: ['return'],
  check_out: ['check_out'],
  check_in: ['check_in'],
  count: ['count_seen'],
  hold: ['hold'],
}

type Event = { command: string }

/** events: one's own since the company was made; looked: somebody has looked up a unit. */
export function doneBy(events: readonly Event[], looked: boolean): Set<ModeName> {
  const given = new Set(events.map((event) => event.command))
  const done = new Set<ModeName>(looked ? ['lookup'] : [])
  for (const { mode } of lessons) if (shownBy[mode]?.some((command) => given.has(command))) done.add(mode)
  return done
}

/** What is told first, and then what is scanned; what stands in the same lesson twice is said once. */
export type Card = { kind: 'location' | 'product' | 'party' | 'order' | 'package' | 'unit' | 'missing'; code: string }

export function cardsOf(mode: ModeName, lesson: Lesson): Card[] {
  const cards: Card[] = []
  if (lesson.location) cards.push({ kind: 'location', code: lesson.location })
  if (mode === 'receive' && lesson.product) cards.push({ kind: 'product', code: lesson.product })
  if (lesson.party && mode !== 'check_in') cards.push({ kind: 'party', code: lesson.party })
  if (lesson.order) cards.push({ kind: 'order', code: lesson.order })
  if (lesson.package) cards.push({ kind: 'package', code: lesson.package })
  if (mode !== 'ship') for (const serial of lesson.serials) cards.push({ kind: 'unit', code: serial })
  return cards
}
