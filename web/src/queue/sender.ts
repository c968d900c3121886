// Sends what waits, in order, until the server has answered each: see plan.ts for which may go, pace.ts for when, post.ts for how.
// What it does to the table of scans it does in one transaction a round: answers that came, and marks on some that go next. Those
// that are marked go out meanwhile, so that nobody waits for the disk while there is something to send.
import { Bell } from './bell'
import { db, type Scan, type State, UNSETTLED } from './db'
import { Pace } from './pace'
import { type Plan, plan } from './plan'
import type { Outcome } from './post'
import { prune } from './prune'
import { listen, tell } from './signal'

export type SenderParts = {
  /** Whose scans may be sent: the id of who is signed in; null: nobody. */
  user: () => number | null
  post: (entry: Scan) => Promise<Outcome>
  /** What was answered or refused, after the disk has it. */
  settled?: (entries: Scan[]) => void
  now?: () => number
  random?: () => number
}

type Answer = { n: number; outcome: Outcome }
type Change = { key: number; changes: Partial<Scan> }

const AT_ONCE = 6
/** So many are marked ahead of those on their way. */
const AHEAD = 42
const PRUNE_EVERY = 1000

/** Nothing more goes out behind such an answer. */
const stops = (outcome: Outcome) => outcome.kind === 'away' || outcome.kind === 'signed_out'

export class Sender {
  private readonly bell = new Bell()
  private readonly pace: Pace
  private readonly parts: SenderParts
  /** All that are not settled, by n. */
  private entries = new Map<number, Scan>()
  /** Sent, and what came of it is not yet taken down. */
  private readonly onWay = new Set<number>()
  /** Of those the ones that the server has not answered. */
  private asking = 0
  /** Marked on the disk as on their way, but not sent yet, in order. At most one of a subject, with those on their way. */
  private marked: Scan[] = []
  private answers: Answer[] = []
  private ended = false
  private reload: 'all' | 'fresh' | null = 'all'
  private sincePrune = PRUNE_EVERY

  constructor(parts: SenderParts) {
    this.parts = parts
    this.pace = new Pace(parts.now ?? Date.now, parts.random ?? Math.random)
  }

  /** A reason to try at once: the network is back, say. */
  readonly hurry = () => {
    this.pace.hurry()
    this.bell.ring()
  }

  /** Until lost. Those on their way then are answered to nobody; whoever sends next sends them again. */
  async run(lost: AbortSignal): Promise<void> {
    const end = () => {
      this.ended = true
      this.bell.ring()
    }
    this.ended = false
    this.marked = []
    this.reload = 'all'
    lost.addEventListener('abort', end)
    const deaf = listen((signal) => {
      if (signal.type !== 'wake') return
      this.reload = signal.fresh && this.reload !== 'all' ? 'fresh' : 'all'
      this.hurry()
    })
    while (!lost.aborted) {
      const wait = await this.round().catch(() => this.broken())
      if (!lost.aborted) await this.bell.wait(wait)
    }
    deaf()
    lost.removeEventListener('abort', end)
  }

  /** The device's database does not answer: everything is read again in a moment. */
  private broken(): number {
    this.reload = 'all'
    return 1000
  }

  /** ms until the next round, if nothing rings. */
  private async round(): Promise<number> {
    const loaded = await this.load()
    const answered = this.answers
    this.answers = []
    const changes = [...this.take(answered), ...this.unmark(answered)]
    const thorough = loaded || answered.some(({ outcome }) => outcome.kind === 'refused')
    const next = plan(this.entries.values(), (entry) => this.mayGo(entry), this.room(), thorough)
    this.marked.push(...(await this.write(changes, next)))
    this.sendMarked()
    this.announce(changes, next)
    await this.tidy(changes.length)
    return this.pace.next()
  }

  private room(): number {
    const most = this.pace.room()
    return (most > 1 ? AHEAD : most) - this.onWay.size - this.marked.length
  }

  /** When the server is away, or nobody is signed in, what is marked does not go. */
  private unmark(answered: readonly Answer[]): Change[] {
    if (!answered.some((answer) => stops(answer.outcome))) return []
    const back = this.marked
    this.marked = []
    for (const entry of back) {
      entry.state = 'waiting'
      entry.attempts -= 1
    }
    return back.map(({ n, attempts }) => ({ key: n, changes: { state: 'waiting', attempts } }))
  }

  /** true: there was something to load. */
  private async load(): Promise<boolean> {
    const what = this.reload
    this.reload = null
    if (what === 'fresh') {
      const newest = Math.max(0, ...[...this.entries.keys()].slice(-1))
      for (const entry of await db.scans.where('n').above(newest).toArray()) this.keep(entry)
    } else if (what === 'all') {
      const all = await db.scans.where('state').anyOf(UNSETTLED).sortBy('n')
      this.entries = new Map()
      for (const entry of all) this.keep(entry)
    }
    return what !== null
  }

  private keep(entry: Scan) {
    if (!UNSETTLED.includes(entry.state)) return
    // Left behind by a tab that was killed: nobody knows whether the server has it. It goes again with the same id.
    const ours = this.onWay.has(entry.n) || this.marked.some((one) => one.n === entry.n)
    if (entry.state === 'sending' && !ours) entry.state = 'waiting'
    this.entries.set(entry.n, entry)
  }

  private mayGo(entry: Scan): boolean {
    return entry.user_id === this.parts.user() && this.pace.mayGo(entry.n)
  }

  /** What came back, into memory; returns what the disk is to know. */
  private take(answered: readonly Answer[]): Change[] {
    const away = answered.find((answer) => answer.outcome.kind === 'away')?.outcome
    if (answered.some(({ outcome }) => outcome.kind === 'done' || outcome.kind === 'refused')) this.pace.answered()
    if (away?.kind === 'away') this.pace.away(away.wait_ms)
    return answered.map(({ n, outcome }) => {
      this.onWay.delete(n)
      const changes = this.changesOf(n, outcome)
      const entry = this.entries.get(n)
      if (entry) Object.assign(entry, changes)
      if (changes.state === 'done') this.entries.delete(n)
      return { key: n, changes: { ...entry, ...changes } }
    })
  }

  private changesOf(n: number, outcome: Outcome): Partial<Scan> & { state: State } {
    const finished_at = new Date(this.parts.now?.() ?? Date.now()).toISOString()
    switch (outcome.kind) {
      case 'done':
        this.pace.settled(n)
        return { state: 'done', answer: outcome.answer, problem: undefined, finished_at }
      case 'refused':
        this.pace.settled(n)
        return { state: 'refused', problem: outcome.problem }
      case 'signed_out':
        this.pace.close()
        return { state: 'waiting' }
      case 'stumbled':
        this.pace.stumbled(n)
        return { state: 'waiting' }
      case 'away':
        return { state: 'waiting' }
    }
  }

  /** Returns those that go: of what was ready, what nobody has taken back meanwhile. */
  private async write(changes: Change[], next: Plan<Scan>): Promise<Scan[]> {
    if (changes.length + next.ready.length + next.hold.length + next.release.length === 0) return []
    const going = await db.transaction('rw', db.scans, async () => {
      const kept = await db.scans.bulkGet(next.ready.map((entry) => entry.n))
      const free = next.ready.filter((_, at) => kept[at] && kept[at].state !== 'dropped')
      await db.scans.bulkUpdate([
        ...changes.map(({ key, changes: { n: _, ...rest } }) => ({ key, changes: rest })),
        ...next.hold.map((entry) => ({ key: entry.n, changes: { state: 'held' as const } })),
        ...next.release.map((entry) => ({ key: entry.n, changes: { state: 'waiting' as const } })),
        ...free.map((entry) => ({
          key: entry.n,
          changes: { state: 'sending' as const, attempts: entry.attempts + 1 },
        })),
      ])
      return free
    })
    for (const entry of next.hold) entry.state = 'held'
    for (const entry of next.release) entry.state = 'waiting'
    for (const entry of going) {
      entry.state = 'sending'
      entry.attempts += 1
    }
    return going
  }

  private announce(changes: Change[], next: Plan<Scan>) {
    if (changes.length + next.ready.length + next.hold.length + next.release.length === 0) return
    tell({ type: 'changed' })
    const settled = changes.filter(({ changes: { state } }) => state === 'done' || state === 'refused')
    if (settled.length === 0) return
    this.parts.settled?.(settled.map((change) => change.changes as Scan))
    tell({ type: 'verdict', numbers: settled.map((change) => change.key) })
  }

  private sendMarked() {
    if (this.answers.some((answer) => stops(answer.outcome))) return
    while (this.asking < AT_ONCE && !this.ended) {
      const entry = this.marked.shift()
      if (!entry) return
      void this.send(entry)
    }
  }

  private async send(entry: Scan): Promise<void> {
    this.onWay.add(entry.n)
    this.asking += 1
    const outcome = await this.parts.post(entry)
    this.answers.push({ n: entry.n, outcome })
    this.asking -= 1
    this.sendMarked()
    this.bell.ring()
  }

  private async tidy(settled: number): Promise<void> {
    this.sincePrune += settled
    if (this.sincePrune < PRUNE_EVERY) return
    this.sincePrune = 0
    await prune(new Date(this.parts.now?.() ?? Date.now()))
  }
}
