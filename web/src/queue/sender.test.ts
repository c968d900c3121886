import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { db, type Scan } from './db'
import { cancelWaiting, discard, enqueue, enqueueAll, retry } from './entries'
import type { Outcome } from './post'
import { prune } from './prune'
import { Sender, type SenderParts } from './sender'
import { giveLease, inTurn, takeLease } from './turn'

vi.setConfig({ testTimeout: 60_000 })
const person = { id: 7, name: 'maria' }
const move = (code: string, note = '') => ({
  mode: 'move',
  code,
  command: 'move',
  body: { serial: code, note },
  subject: `unit:${code}`,
})
const answer = (entry: Scan): Outcome => ({
  kind: 'done',
  answer: { id: entry.id, command: entry.command, time: entry.at, recorded: entry.at, events: [], units: 1 },
})
const refusal = (code = 'wrong_status'): Outcome => ({
  kind: 'refused',
  problem: { type: 't', title: 'no', status: 409, detail: 'not now', code, request_id: 'r', allowed: ['move'] },
})

let ended: AbortController
let running: Promise<void>[]

beforeEach(async () => {
  await Promise.all([db.scans.clear(), db.meta.clear()])
  ended = new AbortController()
  running = []
})
afterEach(async () => {
  ended.abort()
  await Promise.all(running)
})

function start(parts: Partial<SenderParts> & Pick<SenderParts, 'post'>): Sender {
  const sender = new Sender({ user: () => 7, random: () => 0.5, ...parts })
  running.push(sender.run(ended.signal))
  return sender
}

const states = async () => Object.fromEntries((await db.scans.toArray()).map((entry) => [entry.code, entry.state]))
const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 30_000, interval: 5 })

describe('sending', () => {
  it('sends what waits and keeps the answer', async () => {
    const entry = await enqueue(move('A-1'), person)
    start({ post: async (sent) => answer(sent) })
    await until(async () => expect((await db.scans.get(entry.n))?.state).toBe('done'))
    expect(await db.scans.get(entry.n)).toMatchObject({ attempts: 1, answer: { id: entry.id } })
  })

  it('sends again with the same id and time what a killed tab left on its way', async () => {
    const entry = await enqueue(move('A-1'), person)
    await db.scans.update(entry.n, { state: 'sending', attempts: 1 })
    const sent: Scan[] = []
    start({
      post: async (one) => {
        sent.push({ ...one })
        return answer(one)
      },
    })
    await until(async () => expect(await states()).toEqual({ 'A-1': 'done' }))
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatchObject({ id: entry.id, at: entry.at })
  })

  it('parks a refused one, holds what follows on the same unit, lets others go', async () => {
    await enqueueAll([move('A-1'), move('B-1'), move('A-1', 'second')], person)
    start({ post: async (one) => (one.code === 'A-1' ? refusal() : answer(one)) })
    await until(async () => {
      const list = await db.scans.toArray()
      expect(list.map((entry) => entry.state)).toEqual(['refused', 'done', 'held'])
      expect(list[0]?.problem?.detail).toBe('not now')
    })
  })

  it('goes on when a person settles it: sent again, or given up', async () => {
    const [first] = await enqueueAll([move('A-1', '1'), move('A-1', '2'), move('B-1', '1'), move('B-1', '2')], person)
    let strict = true
    const sent: string[] = []
    start({
      post: async (one) => {
        if (strict && one.body.note === '1') return refusal()
        sent.push(`${one.code} ${one.body.note}`)
        return answer(one)
      },
    })
    await until(async () => expect(await db.scans.where('state').equals('held').count()).toBe(2))
    strict = false
    await retry(first?.id ?? '')
    const parked = (await db.scans.toArray()).find((one) => one.code === 'B-1' && one.state === 'refused')
    await discard(parked?.id ?? '', 'damaged', 'maria')
    await until(() => expect([...sent].sort()).toEqual(['A-1 1', 'A-1 2', 'B-1 2']))
    expect(sent.indexOf('A-1 1')).toBeLessThan(sent.indexOf('A-1 2'))
  })

  it('waits for its person when somebody else is signed in', async () => {
    await enqueue(move('A-1'), { id: 8, name: 'otto' })
    await enqueue(move('B-1'), person)
    const post = vi.fn(async (one: Scan) => answer(one))
    start({ post })
    await until(async () => expect(await states()).toEqual({ 'A-1': 'waiting', 'B-1': 'done' }))
    expect(post).toHaveBeenCalledTimes(1)
  })

  it('stops at 401 and loses nothing; the next person at the door sends it', async () => {
    await enqueueAll([move('A-1'), move('A-2')], person)
    const post = vi.fn(async (): Promise<Outcome> => ({ kind: 'signed_out' }))
    const first = start({ post })
    await until(async () => expect((await db.scans.toArray()).every((one) => one.state === 'waiting')).toBe(true))
    await until(() => expect(post).toHaveBeenCalledTimes(2))
    first.hurry()
    ended.abort()
    await Promise.all(running)
    expect(post).toHaveBeenCalledTimes(2)
    ended = new AbortController()
    start({ post: async (one) => answer(one) })
    await until(async () => expect(await states()).toEqual({ 'A-1': 'done', 'A-2': 'done' }))
  })

  it('takes back what was never sent only', async () => {
    const [one, two] = await enqueueAll([move('A-1'), move('A-2')], { id: 8, name: 'otto' })
    await cancelWaiting(one?.id ?? '', 'otto')
    const sent: string[] = []
    start({
      user: () => 8,
      post: async (entry) => {
        sent.push(entry.code)
        return answer(entry)
      },
    })
    await until(async () => expect(await states()).toEqual({ 'A-1': 'dropped', 'A-2': 'done' }))
    expect(sent).toEqual(['A-2'])
    expect(await cancelWaiting(two?.id ?? '', 'otto')).toBe(false)
  })
})

describe('a server that is away', () => {
  it('is asked again for ever, later and later; a reason makes it at once', async () => {
    const time = { now: 1_000_000 }
    const waits: number[] = []
    let failures = 8
    await enqueueAll([move('A-1'), move('A-2'), move('A-3')], person)
    const sender = start({
      now: () => time.now,
      random: () => 1,
      post: async (one) => {
        if (failures <= 0) return answer(one)
        failures -= 1
        return { kind: 'away', wait_ms: null }
      },
    })
    const wait = vi.spyOn(sender['bell' as never] as { wait: (ms: number) => Promise<void> }, 'wait')
    wait.mockImplementation(async (ms: number) => {
      if (Number.isFinite(ms)) {
        waits.push(ms)
        time.now += ms
      }
      await new Promise((resolve) => setTimeout(resolve, 1))
    })
    await until(async () => expect(Object.values(await states())).toEqual(['done', 'done', 'done']))
    expect(Math.max(...waits)).toBeLessThanOrEqual(30_000)
    expect(waits).toContain(1000)
    expect(waits).toContain(16_000)
  })

  it('is asked at once when a new scan comes', async () => {
    let there = false
    start({ post: async (one) => (there ? answer(one) : { kind: 'away', wait_ms: null }) })
    const first = await enqueue(move('A-1'), person)
    await until(async () => expect((await db.scans.get(first.n))?.attempts).toBe(1))
    there = true
    await enqueue(move('A-2'), person)
    await until(async () => expect(await states()).toEqual({ 'A-1': 'done', 'A-2': 'done' }))
  })

  it('that stumbles over one scan gets the others', async () => {
    await enqueueAll([move('A-1'), move('A-2')], person)
    start({ post: async (one) => (one.code === 'A-1' ? { kind: 'stumbled' } : answer(one)) })
    await until(async () => expect(await states()).toEqual({ 'A-1': 'waiting', 'A-2': 'done' }))
  })
})

describe('two tabs', () => {
  it('one lease at a time, which runs out or is given', async () => {
    expect(await takeLease('one', 1000)).toBe(true)
    expect(await takeLease('two', 2000)).toBe(false)
    expect(await takeLease('one', 5000)).toBe(true)
    expect(await takeLease('two', 15_001)).toBe(true)
    await giveLease('two')
    expect(await takeLease('one', 15_002)).toBe(true)
    expect(await takeLease('two', 1)).toBe(true) // a lease from the future: the clock was set back
  })

  it('have their turns one after the other', async () => {
    const end = new AbortController()
    let inside = 0
    await inTurn(end.signal, async () => {
      inside += 1
      end.abort()
    })
    expect(inside).toBe(1)
  })
})

describe('what is settled', () => {
  it('is pruned after a week, beyond 5,000, and never when it was refused or given up', async () => {
    const now = new Date('2026-11-23T12:00:00Z')
    const base = (await enqueue(move('X'), person)) as Scan
    await db.scans.clear()
    const { n: _, ...blank } = base
    const row = (code: string, days: number, more: Partial<Scan>) => ({
      ...blank,
      ...more,
      id: `${code}${days}${Math.random()}`,
      code,
      finished_at: new Date(now.getTime() - days * 86_400_000).toISOString(),
    })
    const dropped = (how: 'cancelled' | 'given_up') => ({ how, reason: '', by: 'maria', at: '' })
    await db.scans.bulkAdd([
      row('old', 8, { state: 'done' }),
      row('new', 6, { state: 'done' }),
      row('refused', 800, { state: 'refused' }),
      row('given', 800, { state: 'dropped', dropped: dropped('given_up') }),
      row('back', 8, { state: 'dropped', dropped: dropped('cancelled') }),
      ...Array.from({ length: 5000 }, (_none, at) => row('many', at / 10_000, { state: 'done' })),
    ] as Scan[])
    await prune(now)
    const left = await db.scans.toArray()
    expect(left.filter((one) => one.code !== 'many').map((one) => one.code)).toEqual(['refused', 'given'])
    expect(left.filter((one) => one.state === 'done')).toHaveLength(5000)
  })
})

/** A number generator whose runs can be repeated. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

describe('random runs: all once, in order per unit, whatever happens on the way', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('seed %d', async (seed) => {
    const random = dice(seed)
    const units = ['A', 'B', 'C', 'D', 'E']
    const ledger: Scan[] = []
    const known = new Set<string>()
    const post = async (one: Scan): Promise<Outcome> => {
      const copy = { ...one }
      if (random() < 0.5) await new Promise((resolve) => setTimeout(resolve, random() * 3))
      const luck = random()
      if (luck < 0.08) return { kind: 'away', wait_ms: null } // did not get there
      if (luck < 0.12) return { kind: 'stumbled' }
      if (luck < 0.16 && !known.has(one.id)) return refusal()
      if (!known.has(one.id)) ledger.push(copy)
      known.add(one.id)
      if (luck < 0.24) return { kind: 'away', wait_ms: null } // the answer was lost
      return answer(one)
    }
    const all: Scan[] = []
    const scans = Array.from({ length: 120 }, () => move(units[Math.floor(random() * 5)] ?? 'A'))
    for (let at = 0; at < scans.length; at += 40) {
      const tab = new AbortController() // each third of the scans in a tab that is killed
      const sender = new Sender({ user: () => 7, post, random: () => 0 })
      const run = sender.run(tab.signal)
      for (const scan of scans.slice(at, at + 40)) all.push(await enqueue(scan, person))
      sender.hurry()
      tab.abort()
      await run
    }
    const sender = start({ post, random: () => 0 })
    const nag = setInterval(() => {
      sender.hurry()
      void db.scans
        .where('state')
        .equals('refused')
        .toArray()
        .then((list) => Promise.all(list.map((one) => retry(one.id))))
    }, 3)
    await until(async () => expect(await db.scans.where('state').equals('done').count()).toBe(120)).finally(() =>
      clearInterval(nag),
    )
    expect(ledger.map((one) => one.id).sort()).toEqual(all.map((one) => one.id).sort())
    for (const unit of units) {
      const wanted = all.filter((one) => one.code === unit).map((one) => one.id)
      expect(ledger.filter((one) => one.code === unit).map((one) => one.id)).toEqual(wanted)
    }
    for (const one of ledger) expect(one.at).toBe(all.find((made) => made.id === one.id)?.at)
  })
})
