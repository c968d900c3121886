import { describe, expect, it } from 'vitest'
import { type HistoryEntry, lifeOf } from './life'

/** Statuses oldest first, one a day. */
function history(...statuses: string[]): HistoryEntry[] {
  return statuses
    .map((status, day) => ({
      seq: day + 1,
      command: 'x',
      actor: 'a',
      status: status as HistoryEntry['status'],
      time: `2026-01-${String(day + 1).padStart(2, '0')}T00:00:00.000Z`,
    }))
    .reverse()
}
const drawn = (...statuses: string[]) =>
  lifeOf({ status: statuses.at(-1) ?? '', events: statuses.length }, history(...statuses)).map(
    (station) =>
      `${station.status} ${station.state}${station.at ? ` ${Number(station.at.slice(8, 10))}` : ''}` +
      station.sides.map((side) => ` / ${side.status} ${side.state} ${Number(side.at?.slice(8, 10))}`).join(''),
  )

describe('picture of a life', () => {
  it('of something new', () => {
    expect(drawn('in_stock')).toEqual([
      'allocated ahead',
      'in_stock now 1',
      'picked ahead',
      'in_transit ahead',
      'delivered ahead',
    ])
  })
  it('of something delivered', () => {
    expect(
      drawn('allocated', 'in_stock', 'in_stock', 'reserved', 'picked', 'packed', 'in_transit', 'delivered'),
    ).toEqual(['allocated past 1', 'in_stock past 2', 'packed past 6', 'in_transit past 7', 'delivered now 8'])
  })
  it('of something that came back and is in stock again', () => {
    expect(drawn('in_stock', 'picked', 'packed', 'in_transit', 'delivered', 'returned', 'in_stock')).toEqual([
      'allocated ahead',
      'in_stock now 7',
      'packed before 3',
      'in_transit before 4',
      'delivered before 5 / returned before 6',
    ])
  })
  it('of something lent, or stolen where it was', () => {
    expect(drawn('in_stock', 'on_loan')[1]).toBe('in_stock past 1 / on_loan now 2')
    expect(drawn('in_stock', 'picked', 'packed', 'in_transit', 'stolen')[3]).toBe('in_transit past 4 / stolen now 5')
    expect(drawn('in_stock', 'picked', 'packed', 'in_transit', 'delivered', 'returned', 'scrapped')[4]).toBe(
      'delivered past 5 / returned before 6 / scrapped now 7',
    )
  })
  it('of a number withdrawn', () => {
    expect(drawn('allocated', 'void')[0]).toBe('allocated past 1 / void now 2')
  })
  it('knows when it came in although the history is cut', () => {
    const cut = lifeOf(
      { status: 'delivered', events: 20, received_at: '2026-01-09T00:00:00.000Z' },
      history('delivered'),
    )
    expect(cut[4]).toEqual({ status: 'delivered', state: 'now', at: undefined, sides: [] })
    expect(cut[1]).toMatchObject({ status: 'in_stock', state: 'past', at: '2026-01-09T00:00:00.000Z' })
  })
})
