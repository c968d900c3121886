// Standard operating procedures, made from the life cycle that the server has: who does what, scans what, and what it is then. Pure.
import type { CommandSpec, Lifecycle } from '@/ui/command/lifecycle'

export const procedureNames = ['receiving', 'moving', 'shipping', 'returning', 'counting'] as const
export type ProcedureName = (typeof procedureNames)[number]

/** The commands of each, in the order of the work. */
const commandsOf: Record<ProcedureName, string[]> = {
  receiving: ['receive', 'put_away'],
  moving: ['move'],
  shipping: ['pick', 'pack', 'ship', 'deliver'],
  returning: ['return', 'inspect'],
  counting: ['count_seen', 'count_not_seen'],
}

export function isProcedure(name: string | undefined): name is ProcedureName {
  return procedureNames.some((one) => one === name)
}

/** What is done with the scan page, and in which of its modes; the rest is done on the unit's page. */
const scanModes: Record<string, string> = {
  receive: 'receive',
  put_away: 'move',
  move: 'move',
  pick: 'pick',
  pack: 'pack',
  ship: 'ship',
  return: 'return',
  count_seen: 'count',
}

export type Sign =
  | 'mode'
  | 'page'
  | 'location'
  | 'product'
  | 'party'
  | 'package'
  | 'unit'
  | 'choose'
  | 'write'
  | 'listen'
export type StepText =
  | 'mode'
  | 'page'
  | 'location'
  | 'product'
  | 'party'
  | 'partyOrLocation'
  | 'package'
  | 'unit'
  | 'choice'
  | 'reason'
  | 'other'
  | 'listen'
/** about: the scan mode or command, or the field that is needed. */
export type Step = { sign: Sign; text: StepText; about: string }

const needed: Record<string, Pick<Step, 'sign' | 'text'>> = {
  location: { sign: 'location', text: 'location' },
  party: { sign: 'party', text: 'party' },
  party_or_location: { sign: 'party', text: 'partyOrLocation' },
  package: { sign: 'package', text: 'package' },
  reason: { sign: 'write', text: 'reason' },
}

function stepsOfCommand(command: CommandSpec): Step[] {
  const mode = scanModes[command.name]
  const fields = (command.needs ?? []).filter((field) => field !== command.choice)
  const asked = fields.map((field): Step => ({ ...(needed[field] ?? { sign: 'write', text: 'other' }), about: field }))
  const unknown = command.from.includes('none') && !fields.includes('product')
  const packs = command.name === 'pack' && command.may?.includes('package')
  return [
    mode ? { sign: 'mode', text: 'mode', about: mode } : { sign: 'page', text: 'page', about: command.name },
    ...asked,
    ...(unknown ? [{ sign: 'product', text: 'product', about: 'product' } satisfies Step] : []),
    ...(packs ? [{ sign: 'package', text: 'package', about: 'package' } satisfies Step] : []),
    ...(command.choice ? [{ sign: 'choose', text: 'choice', about: command.choice } satisfies Step] : []),
    ...(mode ? [{ sign: 'unit', text: 'unit', about: command.name } satisfies Step] : []),
  ]
}

export type Rule = {
  command: string
  from: string[]
  /** Statuses after it, with the choice that leads there when there are several; 'same': as before. */
  to: { choice: string | null; status: string }[]
  needs: string[]
  roles: string[]
  refused: ('held' | 'expired')[]
}

function ruleOf(command: CommandSpec): Rule {
  const to =
    typeof command.to === 'string'
      ? [{ choice: null, status: command.to }]
      : Object.entries(command.to).map(([choice, status]) => ({ choice, status }))
  const refused = (['held', 'expired'] as const).filter((why) => command[why] === 'refused')
  return { command: command.name, from: command.from, to, needs: command.needs ?? [], roles: command.roles, refused }
}

export type Procedure = { name: ProcedureName; steps: Step[]; rules: Rule[] }

export function procedureOf(lifecycle: Lifecycle, name: ProcedureName): Procedure {
  const commands = commandsOf[name].flatMap((one) => lifecycle.commands.filter((command) => command.name === one))
  const steps = commands.flatMap(stepsOfCommand)
  return { name, steps: [...steps, { sign: 'listen', text: 'listen', about: '' }], rules: commands.map(ruleOf) }
}

/** Which life cycle a page was made from: eight hex digits (FNV-1a), the same as long as nothing in it changes. */
export function lifecycleVersion(lifecycle: Lifecycle): string {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(JSON.stringify(lifecycle))) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  }
  return hash.toString(16).padStart(8, '0')
}
