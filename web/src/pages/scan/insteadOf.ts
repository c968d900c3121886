// What is allowed instead of a refused command: at once where everything that it needs is told, otherwise by asking. Pure.
import type { Context, Slot } from '@/scan/modes'
import type { Body } from '@/scan/plan'
import type { CommandSpec } from '@/ui/command/lifecycle'

/** Never by one touch. */
const ASKED = new Set(['scrap', 'void', 'report_stolen', 'report_missing', 'count_not_seen', 'correct', 'hold'])
const NAMES = ['unit', 'product', 'serial', 'package'] as const

function need(name: string, context: Context): [Slot, string] | undefined {
  const choices: Slot[] = name === 'party_or_location' ? ['party', 'location'] : [name as Slot]
  for (const slot of choices) {
    const what = context[slot]
    if (what) return [slot, what.value]
  }
  return undefined
}

/** The body, if it can be given at once; undefined: something must be asked for. */
export function bodyInstead(spec: CommandSpec | undefined, refused: Body, context: Context): Body | undefined {
  if (!spec || ASKED.has(spec.name)) return undefined
  const needs = (spec.needs ?? []).map((name) => need(name, context))
  if (needs.some((one) => one === undefined)) return undefined
  const unit = Object.fromEntries(NAMES.flatMap((name) => (refused[name] ? [[name, refused[name]]] : [])))
  return { ...unit, ...Object.fromEntries(needs.filter((one) => one !== undefined)) }
}
