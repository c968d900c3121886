import { describe, expect, it } from 'vitest'
import { type Planned, plan } from './plan'

const entry = (n: number, subjects: string, state: Planned['state'] = 'waiting', follows = ''): Planned => ({
  n,
  state,
  user_id: 1,
  subjects: subjects.split(' ').filter(Boolean),
  follows: follows.split(' ').filter(Boolean),
})
const all = () => true
const numbers = (entries: Planned[]) => entries.map((one) => one.n)

describe('what may be sent now', () => {
  it.each<[string, Planned[], number, number[], number[], number[]]>([
    ['different things at once', [entry(1, 'a'), entry(2, 'b'), entry(3, 'c')], 6, [1, 2, 3], [], []],
    ['no more than there is room', [entry(1, 'a'), entry(2, 'b'), entry(3, 'c')], 2, [1, 2], [], []],
    ['one thing in its order', [entry(1, 'a'), entry(2, 'a'), entry(3, 'b')], 6, [1, 3], [], []],
    ['not while one of it is on its way', [entry(1, 'a', 'sending'), entry(2, 'a'), entry(3, 'b')], 6, [3], [], []],
    ['nothing behind a refused one', [entry(1, 'a', 'refused'), entry(2, 'a'), entry(3, 'b')], 6, [3], [2], []],
    ['nor behind a held one', [entry(1, 'a', 'refused'), entry(2, 'a b'), entry(3, 'b')], 6, [], [2, 3], []],
    ['released, the first goes', [entry(1, 'a', 'held'), entry(2, 'a', 'held')], 6, [1], [], [1, 2]],
    ['a follower waits', [entry(1, 'a', 'waiting', 'box'), entry(2, 'box')], 6, [1], [], []],
    ['but is not held', [entry(1, 'a', 'refused', 'box'), entry(2, 'box')], 6, [2], [], []],
    ['no room', [entry(1, 'a')], 0, [], [], []],
  ])('%s', (_, entries, room, ready, hold, release) => {
    const got = plan(entries, all, room)
    expect([numbers(got.ready), numbers(got.hold), numbers(got.release)]).toEqual([ready, hold, release])
  })

  it("keeps the order behind somebody else's scan", () => {
    const mine = (one: Planned) => one.n !== 1
    expect(numbers(plan([entry(1, 'a'), entry(2, 'a'), entry(3, 'b')], mine, 6).ready)).toEqual([3])
  })
})
