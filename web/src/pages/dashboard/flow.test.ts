import { describe, expect, it } from 'vitest'
import { commandsIn, daysUpTo, type FlowRow, flowOf, groupOf, zoneMinutes } from './flow'

const row = (day: string, command: string, units: number): FlowRow => ({ day, command, units, events: 1 })

describe('groups', () => {
  it.each([
    ['receive', 'in'],
    ['return', 'back'],
    ['put_away', 'moved'],
    ['ship', 'out'],
    ['correct', 'trouble'],
    ['transfer_ownership', 'other'],
    ['something_new', 'other'],
  ])('%s is %s', (command, group) => expect(groupOf(command)).toBe(group))

  it('names the commands that there are', () => {
    expect(commandsIn('moved', [row('2026-11-01', 'move', 1), row('2026-11-02', 'move', 1)])).toEqual(['move'])
  })
})

describe('days', () => {
  it('ends with today in the zone', () => {
    expect(daysUpTo('2026-11-23T23:30:00Z', 3, 0)).toEqual(['2026-11-21', '2026-11-22', '2026-11-23'])
    expect(daysUpTo('2026-11-23T23:30:00Z', 2, 60)).toEqual(['2026-11-23', '2026-11-24'])
    expect(daysUpTo('2026-03-01T00:10:00Z', 2, -60)).toEqual(['2026-02-27', '2026-02-28'])
  })

  it.each([
    [-60, 60],
    [0, 0],
    [300, -300],
    [-345, 345],
    [-53, 60],
  ])('an offset of %i is %i', (offset, minutes) => expect(zoneMinutes(offset)).toBe(minutes))
})

describe('flow', () => {
  const days = daysUpTo('2026-11-03T12:00:00Z', 3, 0)

  it('gives every day a place and adds up commands of a group', () => {
    const rows = [
      row('2026-11-01', 'receive', 5),
      row('2026-11-01', 'commission', 2),
      row('2026-11-03', 'ship', 1),
      row('2026-10-31', 'ship', 100),
    ]
    expect(flowOf(rows, days)).toEqual({
      days,
      series: [
        { group: 'in', units: [7, 0, 0], total: 7 },
        { group: 'out', units: [0, 0, 1], total: 1 },
      ],
      total: 8,
    })
  })

  it('is empty when nothing was done', () => {
    expect(flowOf([], days)).toEqual({ days, series: [], total: 0 })
  })
})
