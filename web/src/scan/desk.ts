// The scan page's hands: takes what was scanned, one after the other, finds out what it is, and tells a slot, looks it up, or puts a
// command into the queue, where it is safe. Then listens for the verdict, and sounds. No component; what is decided is in plan.ts.
import { Unreachable } from '@/api/problem'
import type { Command } from '@/queue'
import { cancelWaiting, discard, enqueue, NotKept, onVerdict, type Person, type Scan, tabId } from '@/queue'
import { knownUnits } from '@/queue/masters'
import { plainCode, readCode, type Scanned } from './code'
import { type Feedback, give, markLastKey } from './feedback'
import { deviceKnows, type FoundUnit, knownBy, productIn, type ScanAnswer, serverKnows } from './known'
import { type Context, type Mode, type ModeName, modes, told } from './modes'
import { addNote, hide, keepAnswer, show } from './notes'
import { type Body, type Plan, plan, type Situation } from './plan'
import { contextIn, setContext, setMode, setup } from './setup'

/** A verdict that takes longer than this is told to the ear as "kept for later". */
const PATIENCE_MS = 700
const ALARMS = new Set(['unit_stolen', 'unit_missing'])

export type Who = {
  person: Person
  /** Commands of /v1/me. */
  may: readonly string[]
  online: boolean
  /** Reason that an undo is given with. */
  undoReason: string
}

const modeNamed = (name: string): Mode | undefined => modes.find((mode) => mode.name === name)

export class Desk {
  private who: Who
  private turn: Promise<void> = Promise.resolve()
  /** Sounded as "kept for later" already, or about to be: by id of the command. */
  private readonly waiting = new Map<string, number>()
  private readonly late = new Set<string>()
  /** Refused while the person stood here and saw it: by subject. */
  private readonly seen = new Map<string, string>()
  private stop: (() => void) | null = null
  private newest = ''

  constructor(who: Who) {
    this.who = who
  }

  update(who: Who) {
    this.who = who
  }

  open() {
    this.stop ??= onVerdict((entry) => this.verdict(entry))
  }

  close() {
    this.stop?.()
    this.stop = null
    for (const timer of this.waiting.values()) clearTimeout(timer)
    this.waiting.clear()
  }

  /** raw: as the scanner sent it. at: when its last key was pressed (performance.now()). */
  scan(raw: string, at = performance.now()): Promise<void> {
    markLastKey(at)
    const scanned = readCode(raw)
    if (scanned.text === '') return this.turn
    const when = new Date()
    this.turn = this.turn.then(() => this.handle(scanned, when)).catch((error: unknown) => this.failed(scanned, error))
    return this.turn
  }

  private mode(): Mode {
    return modeNamed(setup.get().mode) ?? (modes[0] as Mode)
  }

  private context(mode: Mode): Context {
    return contextIn(setup.get(), mode.name)
  }

  private async handle(scanned: Scanned, when: Date): Promise<void> {
    const mode = this.mode()
    const [known, product] = await Promise.all([deviceKnows(scanned), productIn(scanned)])
    const now: Situation = {
      mode,
      context: this.context(mode),
      may: this.who.may,
      scanned,
      known,
      product,
      asked: false,
    }
    const first = plan(now)
    if (first.do === 'look') return this.look(scanned, mode)
    if (first.do !== 'ask') return this.carryOut(first, scanned, mode, when)
    const more = await this.ask(scanned)
    const second = plan({ ...now, ...more, asked: true })
    await this.carryOut(second, scanned, mode, when)
  }

  /** Nothing is known without a network. */
  private async ask(scanned: Scanned): Promise<Partial<Situation>> {
    if (!this.who.online) return {}
    const { known, product } = await serverKnows(scanned).catch(onlyUnreachable)
    return { ...(known ? { known } : {}), ...(product ? { product } : {}) }
  }

  private async look(scanned: Scanned, mode: Mode): Promise<void> {
    const code = plainCode(scanned)
    const found = await serverKnows(scanned).catch(onlyUnreachable)
    if (found.answer) {
      addNote(code, mode.name, { kind: 'found', answer: found.answer })
      const good = !scanned.faulty && found.answer.matches.length > 0
      return give(found.answer.alarm ? 'alarm' : good ? 'good' : 'bad')
    }
    const units = await knownUnits(scanned.serial ?? scanned.text)
    addNote(code, mode.name, units.length > 0 ? { kind: 'remembered', units } : { kind: 'unreachable' })
    give(units.length > 0 ? 'stored' : 'bad')
  }

  private async carryOut(what: Plan, scanned: Scanned, mode: Mode, when: Date): Promise<void> {
    const code = plainCode(scanned)
    switch (what.do) {
      case 'tell':
        setContext(mode.name, told(mode, this.context(mode), what.slot, what.told))
        addNote(code, mode.name, { kind: 'told', slot: what.slot, told: what.told })
        return give('told')
      case 'need':
        addNote(code, mode.name, { kind: 'need', slots: what.slots })
        return give('bad')
      case 'wrong':
        addNote(code, mode.name, { kind: 'wrong', thing: what.kind })
        return give('bad')
      case 'give':
        await this.keep({ ...what, mode: mode.name, code, when })
    }
  }

  private failed(scanned: Scanned, error: unknown) {
    const detail = error instanceof Error ? error.message : String(error)
    const kind = error instanceof NotKept ? 'notKept' : 'failed'
    addNote(plainCode(scanned), this.mode().name, { kind, detail })
    give('bad')
  }

  /** Into the queue; from here on it is safe. */
  private async keep(what: {
    mode: string
    code: string
    command: string
    body: Body | Command
    subjects: readonly string[]
    follows?: readonly string[]
    label?: string
    when?: Date
  }): Promise<Scan> {
    await this.settleSeen(what.subjects)
    const { mode, code, command, body, subjects, follows, label, when } = what
    const entry = await enqueue(
      { mode, code, command, body: body as Command, subject: subjects, follows, label, at: when },
      this.who.person,
    )
    this.newest = entry.id
    show(entry.id)
    this.awaitVerdict(entry.id)
    return entry
  }

  /** Who scans a unit again right after a refusal that they saw has settled it: the new scan must not wait behind it. */
  private async settleSeen(subjects: readonly string[]) {
    for (const subject of subjects) {
      const id = this.seen.get(subject)
      if (!id) continue
      this.seen.delete(subject)
      await discard(id, 'scanned again', this.who.person.name)
    }
  }

  private awaitVerdict(id: string) {
    const sound = () => {
      this.waiting.delete(id)
      this.late.add(id)
      give('stored')
    }
    if (!this.who.online) return sound()
    this.waiting.set(id, window.setTimeout(sound, PATIENCE_MS))
  }

  private verdict(entry: Scan) {
    if (entry.tab !== tabId) return
    clearTimeout(this.waiting.get(entry.id))
    this.waiting.delete(entry.id)
    const late = this.late.delete(entry.id)
    if (entry.state === 'done') this.done(entry, late)
    else if (entry.state === 'refused') void this.refused(entry, late)
  }

  private done(entry: Scan, late: boolean) {
    if (late) return // what was kept for later is sent in bulk: a hundred beeps tell nobody anything
    if (entry.id === this.newest) show(entry.id)
    give(entry.command === 'correct' ? 'undone' : 'good')
  }

  private async refused(entry: Scan, late: boolean): Promise<void> {
    const code = entry.problem?.code ?? ''
    if (code === 'unknown_unit' || code === 'ambiguous_serial') {
      const answer = await this.what(entry)
      if (answer && (await this.putRight(entry, answer))) return
    }
    if (!late) for (const subject of entry.subjects) this.seen.set(subject, entry.id)
    show(entry.id)
    give(ALARMS.has(code) ? 'alarm' : 'bad')
  }

  private async what(entry: Scan): Promise<ScanAnswer | undefined> {
    const found = await serverKnows(readCode(entry.code)).catch(onlyUnreachable)
    if (found.answer) keepAnswer(entry.id, found.answer)
    return found.answer
  }

  /** A code that is no unit's was sent as one, because this device did not know better: done as what it is. */
  private async putRight(entry: Scan, answer: ScanAnswer): Promise<boolean> {
    const mode = modeNamed(entry.mode)
    const known = knownBy(answer)
    const here = mode?.name === setup.get().mode && entry.id === this.newest
    if (!mode || !here || known.kind === 'unknown' || known.kind === 'unit') return false
    const scanned = readCode(entry.code)
    const what = plan({
      mode,
      context: this.context(mode),
      may: this.who.may,
      scanned,
      known,
      product: undefined,
      asked: true,
    })
    if (what.do === 'wrong' || what.do === 'need') return false
    hide(entry.id)
    await discard(entry.id, `a ${known.kind}`, this.who.person.name)
    await this.carryOut(what, scanned, mode, new Date(entry.at))
    return true
  }

  /** Several units bear the number: this one was meant. */
  async choose(entry: Scan, unit: Pick<FoundUnit, 'product' | 'serial'>): Promise<void> {
    const { unit: _, ...body } = entry.body
    this.seen.clear()
    hide(entry.id)
    await discard(entry.id, `${unit.product} ${unit.serial}`, this.who.person.name)
    await this.keep({ ...entry, body: { ...body, product: unit.product, serial: unit.serial } })
  }

  /** Does what is allowed instead, with what is told in this mode. */
  async instead(entry: Scan, command: string, body: Body): Promise<void> {
    hide(entry.id)
    await discard(entry.id, command, this.who.person.name)
    await this.keep({ ...entry, command, body, follows: [] })
  }

  /** What the server offered for something unknown; where it is put is told in the mode for receiving, once. */
  async take({ command, fields }: NonNullable<ScanAnswer['offer']>[number], code: string): Promise<void> {
    const location = contextIn(setup.get(), 'receive').location?.value
    if (!location) {
      setMode('receive')
      addNote(code, 'receive', { kind: 'need', slots: ['location'] })
      return give('bad')
    }
    const subjects = [`unit:${fields.serial}`]
    await this.keep({ mode: 'receive', code, command, body: { ...fields, location } as Command, subjects })
  }

  async dismiss(entry: Scan, reason: string): Promise<void> {
    for (const subject of entry.subjects) this.seen.delete(subject)
    await discard(entry.id, reason, this.who.person.name)
  }

  /** Takes back what was not sent; otherwise a correcting event. */
  async undo(entry: Scan): Promise<void> {
    if (entry.state === 'waiting' && (await cancelWaiting(entry.id, this.who.person.name))) {
      clearTimeout(this.waiting.get(entry.id))
      this.waiting.delete(entry.id)
      return give('undone')
    }
    // Perhaps on its way still: its first event will have its id, and the correction goes behind it.
    const events = entry.answer?.events.map((event) => event.id).reverse() ?? [entry.id]
    const { mode, code, subjects, label } = entry
    for (const undo of events) {
      const body: Command = { undo, reason: this.who.undoReason }
      await this.keep({ mode, code, command: 'correct', body, subjects, label })
    }
  }

  /** Many at once: one command. */
  bulk(what: { mode: ModeName; code: string; command: string; body: Command; subjects: string[] }): Promise<Scan> {
    return this.keep({ ...what, when: new Date() })
  }

  sound(feedback: Feedback) {
    give(feedback)
  }
}

/** Without an answer nothing is known; what the server refuses is a failure to be told. */
function onlyUnreachable(error: unknown): { known?: undefined; product?: undefined; answer?: undefined } {
  if (error instanceof Unreachable) return {}
  throw error
}
