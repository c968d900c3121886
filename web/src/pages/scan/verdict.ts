// A line of the list in words: what became of it, about which unit. Pure but for the texts.
import type { TFunction } from 'i18next'
import type { KnownUnit } from '@/queue/db'
import { type FoundUnit, type ScanAnswer, saysMore, unitsOf } from '@/scan/known'
import type { Line } from '@/scan/lines'
import { modes } from '@/scan/modes'
import type { Note } from '@/scan/notes'
import { relative } from '@/ui/format'
import type { useWords } from '@/ui/words'
import { slotName, slotNames } from './slotNames'

export type Verdict = {
  /** Read from two metres. */
  headline: string
  /** The server's sentence, or what to do now. */
  says?: string
  status?: string
  /** The headline says the status already. */
  bare?: boolean
  holds?: readonly string[]
  /** Where it is, or who has it. */
  place?: string
  product?: string
  unitId?: number
  /** Several units bear the number. */
  choices?: FoundUnit[]
  /** Commands that the server allows instead. */
  allowed?: string[]
  /** Nobody knows it; it could be brought in by these. */
  could?: string[]
  /** The code says more than itself. */
  facts?: ScanAnswer
  /** What the server offers for something unknown, all filled in, and the code that it is about. */
  offer?: Offer[]
  whole?: string
  /** No product has this GTIN, and this person may make one. */
  newGtin?: string
}

export type Offer = NonNullable<ScanAnswer['offer']>[number]

export type Speech = { t: TFunction<['scan', 'common']>; words: ReturnType<typeof useWords> }

const modeOf = (name: string) => modes.find((one) => one.name === name)

function placeOf(speech: Speech, unit: { location?: string; party?: string }): string | undefined {
  if (unit.location) return unit.location
  return unit.party ? speech.t('scan:says.with', { party: unit.party }) : undefined
}

function ofUnit(speech: Speech, unit: FoundUnit): Verdict {
  const place = unit.location_name ? `${unit.location} ${unit.location_name}` : placeOf(speech, unit)
  const inside = unit.package ? speech.t('scan:says.inside', { place: unit.package }) : undefined
  return {
    headline: speech.words.status(unit.status),
    status: unit.status,
    bare: true,
    holds: unit.holds,
    place: [place, inside].filter(Boolean).join(' · ') || undefined,
    product: unit.product_name,
    unitId: unit.id,
  }
}

function ofUnknown({ t }: Speech, answer: ScanAnswer): Verdict {
  const { offer, near, could, code } = answer
  const says = answer.read.problem?.detail ?? t('scan:says.unknown')
  return {
    headline: t('scan:verdict.unknown'),
    says: near?.length ? `${says} ${t('scan:says.near')}` : says,
    product: answer.product?.name,
    choices: near?.length ? near : undefined,
    could,
    offer: offer?.filter(({ command }) => command !== 'create_product'),
    newGtin: offer?.find(({ command }) => command === 'create_product')?.fields.gtin,
    whole: code,
  }
}

function whatItIs(speech: Speech, answer: ScanAnswer): Verdict {
  const { t } = speech
  const units = unitsOf(answer)
  const [unit] = units
  if (unit && answer.ambiguous) {
    return { headline: t('scan:verdict.ambiguous'), says: t('scan:says.ambiguous'), choices: units }
  }
  if (unit) {
    const alarm = answer.alarm ? { headline: `${t('scan:verdict.alarm')} · ${speech.words.status(answer.alarm)}` } : {}
    return { ...ofUnit(speech, unit), ...alarm, allowed: unit.allowed }
  }
  const [match] = answer.matches
  if (!match || 'serial' in match || !match.kind) {
    return ofUnknown(speech, answer)
  }
  const name = 'name' in match ? match.name : undefined
  const units_ = 'units' in match ? t('scan:says.units', { count: match.units }) : undefined
  return { headline: t(`scan:slot.${match.kind}`), product: name, place: units_ }
}

function ofAnswer(speech: Speech, answer: ScanAnswer): Verdict {
  return { ...whatItIs(speech, answer), facts: saysMore(answer) ? answer : undefined }
}

function ofRemembered({ t, words }: Speech, units: readonly KnownUnit[]): Verdict {
  const [unit] = units
  if (!unit) return { headline: t('scan:verdict.unreachable') }
  return {
    headline: words.status(unit.status),
    says: t('scan:says.remembered', { when: relative(unit.as_of) }),
    status: unit.status,
    bare: true,
    place: unit.location || unit.party || undefined,
    product: unit.product_name,
    unitId: unit.id,
  }
}

function ofNote(speech: Speech, { what, mode }: Note): Verdict {
  const { t } = speech
  const names = modeOf(mode)
  switch (what.kind) {
    case 'told': {
      const { slot, told } = what
      return {
        headline: t('scan:verdict.told', { slot: slotName(t as never, names, slot), value: told.value }),
        product: told.name,
      }
    }
    case 'need':
      return {
        headline: t('scan:verdict.need', { slots: slotNames(t as never, what.slots) }),
        says: t('scan:says.need'),
      }
    case 'wrong': {
      const thing = t(`scan:thing.${what.thing}`)
      const says = t('scan:says.wrong', { thing, mode: t(`scan:mode.${mode}`) })
      return { headline: t('scan:verdict.wrong'), says }
    }
    case 'found':
      return ofAnswer(speech, what.answer)
    case 'remembered':
      return ofRemembered(speech, what.units)
    case 'unreachable':
      return { headline: t('scan:verdict.unreachable'), says: t('scan:says.unreachable') }
    case 'failed':
      return { headline: t('scan:verdict.failed'), says: what.detail }
    case 'notKept':
      return { headline: t('scan:verdict.notKept'), says: t('scan:says.notKept', { detail: what.detail }) }
  }
}

type EntryLine = Extract<Line, { note?: undefined }>

function ofDone(speech: Speech, { entry, undone }: EntryLine): Verdict {
  const { t, words } = speech
  const answer = entry.answer
  const mode = modeOf(entry.mode)
  const command = mode?.commands.includes(entry.command) ? t(`scan:mode.${mode.name}`) : words.command(entry.command)
  const count = answer?.units ?? 0
  const refused = answer?.refused?.length ?? 0
  const units = t('common:units', { count })
  const about = { product: entry.label || undefined }
  if (undone) return { ...about, headline: t('scan:verdict.undone') }
  if (entry.command === 'correct') return { ...about, headline: t('scan:verdict.undoing') }
  if (refused > 0) return { ...about, headline: t('scan:verdict.partly', { command, units, refused }) }
  const unit = answer?.unit
  if (!unit) return { ...about, headline: t('scan:verdict.bulk', { command, units }) }
  return {
    headline: t('scan:verdict.done', { command }),
    status: unit.status,
    place: placeOf(speech, unit),
    product: unit.product,
    unitId: unit.id,
  }
}

function ofRefused(speech: Speech, { entry }: EntryLine, answer: ScanAnswer | undefined): Verdict {
  const { t } = speech
  const code = entry.problem?.code ?? ''
  const alarm = code === 'unit_stolen' || code === 'unit_missing'
  const [unit] = answer ? unitsOf(answer) : []
  const base: Verdict = {
    headline: alarm ? t('scan:verdict.alarm') : t('scan:verdict.refused'),
    says: entry.problem?.detail,
    allowed: entry.problem?.allowed,
    unitId: unit?.id,
  }
  if (code === 'ambiguous_serial' && answer) return { ...ofAnswer(speech, answer), allowed: undefined }
  if (code === 'unknown_unit' && answer) return { ...ofUnknown(speech, answer), ...base }
  return base
}

function ofEntry(speech: Speech, line: EntryLine, answer: ScanAnswer | undefined): Verdict {
  const { t } = speech
  const about = { product: line.entry.label || undefined }
  if (line.undone) return { ...about, headline: t('scan:verdict.undone') }
  const undo = line.entry.command === 'correct'
  switch (line.entry.state) {
    case 'done':
      return ofDone(speech, line)
    case 'refused':
      return ofRefused(speech, line, answer)
    case 'dropped':
      return {
        ...about,
        headline: line.entry.dropped?.how === 'cancelled' ? t('scan:verdict.cancelled') : t('scan:verdict.dropped'),
        says: line.entry.problem?.detail,
      }
    case 'held':
      return { ...about, headline: t('scan:verdict.held') }
    case 'sending':
      return { ...about, headline: undo ? t('scan:verdict.undoSending') : t('scan:verdict.sending') }
    default:
      return {
        ...about,
        headline: undo ? t('scan:verdict.undoWaiting') : t('scan:verdict.waiting'),
        says: t('scan:says.waiting'),
      }
  }
}

/** answer: what the server said of the code of a refused command. */
export function verdictOf(speech: Speech, line: Line, answer?: ScanAnswer): Verdict {
  return line.entry ? ofEntry(speech, line, answer) : ofNote(speech, line.note)
}
