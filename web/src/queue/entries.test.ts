import { beforeEach, describe, expect, it, vi } from 'vitest'
import { zoned } from './clock'
import { db } from './db'
import {
  cancelWaiting,
  counts,
  discard,
  enqueue,
  enqueueAll,
  forgetPractice,
  NotKept,
  recent,
  retry,
  settledLately,
  unsettled,
} from './entries'
import { uuidV7 } from './id'
import { listen } from './signal'

const person = { id: 7, name: 'maria' }
const move = (code: string) => ({
  mode: 'move',
  code,
  command: 'move',
  body: { serial: code },
  subject: `unit:${code}`,
})

beforeEach(() => db.scans.clear())

describe('ids', () => {
  it('grow, even when the clock goes back', () => {
    const now = 1_790_000_000_000
    const ids = Array.from({ length: 10_000 }, (_, at) => uuidV7(at % 3 === 0 ? now - at : now))
    expect([...ids].sort()).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})

describe('the time of a scan', () => {
  it.each([
    [60, '2026-11-23T14:05:06.007+01:00'],
    [0, '2026-11-23T13:05:06.007+00:00'],
    [-570, '2026-11-23T03:35:06.007-09:30'],
    [345, '2026-11-23T18:50:06.007+05:45'],
  ])('with %d minutes', (offset, text) => {
    const at = new Date('2026-11-23T13:05:06.007Z')
    expect(zoned(at, offset)).toBe(text)
    expect(new Date(text).getTime()).toBe(at.getTime())
  })
})

describe('a scan', () => {
  it('is kept in order, with its id, time and person', async () => {
    const first = await enqueue(move('A-1'), person)
    const [second, third] = await enqueueAll(
      [move('A-2'), { ...move('A-3'), subject: ['unit:A-3', 'package:P'] }],
      person,
    )
    expect([second?.n, third?.n]).toEqual([first.n + 1, first.n + 2])
    const kept = await unsettled('real')
    expect(kept.map((entry) => entry.code)).toEqual(['A-1', 'A-2', 'A-3'])
    expect(kept[0]).toMatchObject({ user: 'maria', user_id: 7, state: 'waiting', attempts: 0, subjects: ['unit:A-1'] })
    expect(Math.abs(Date.parse(kept[0]?.at ?? '') - Date.now())).toBeLessThan(5000)
    expect((await recent(2, 'real')).map((entry) => entry.code)).toEqual(['A-3', 'A-2'])
    expect(await counts('real')).toEqual({ waiting: 3, refused: 0, held: 0, oldest: first.at })
  })

  it('is not accepted when the device cannot keep it, and that is told', async () => {
    const told: string[] = []
    const stop = listen((signal) => told.push(signal.type))
    const full = vi.spyOn(db.scans, 'bulkAdd').mockRejectedValue(new DOMException('full', 'QuotaExceededError'))
    await expect(enqueue(move('A-1'), person)).rejects.toBeInstanceOf(NotKept)
    full.mockRestore()
    stop()
    expect(told).toEqual(['trouble'])
    expect(await db.scans.count()).toBe(0)
  })

  it('of the practice is counted and forgotten apart', async () => {
    await enqueue({ ...move('A-1'), realm: 'practice' }, person)
    await enqueue(move('A-2'), person)
    await forgetPractice()
    expect((await db.scans.toArray()).map((entry) => entry.code)).toEqual(['A-2'])
  })
})

describe('what a person decides', () => {
  it('a refused one is sent again, or given up with a reason that stays', async () => {
    const entry = await enqueue(move('A-1'), person)
    expect(await retry(entry.id)).toBe(false)
    await db.scans.update(entry.n, { state: 'refused' })
    expect(await retry(entry.id)).toBe(true)
    expect((await db.scans.get(entry.n))?.state).toBe('waiting')
    expect(await discard(entry.id, 'no', 'maria')).toBe(false)
    await db.scans.update(entry.n, { state: 'refused' })
    expect(await discard(entry.id, 'was moved by hand', 'otto')).toBe(true)
    const [kept] = await settledLately('real', 10)
    expect(kept).toMatchObject({
      state: 'dropped',
      dropped: { how: 'given_up', reason: 'was moved by hand', by: 'otto' },
    })
  })

  it('takes back only what was never sent', async () => {
    const [one, two] = await enqueueAll([move('A-1'), move('A-2')], person)
    await db.scans.update(two?.n ?? 0, { attempts: 1 })
    expect(await cancelWaiting(one?.id ?? '', 'maria')).toBe(true)
    expect(await cancelWaiting(two?.id ?? '', 'maria')).toBe(false)
    expect((await unsettled('real')).map((entry) => entry.code)).toEqual(['A-2'])
  })
})
