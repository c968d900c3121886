import { describe, expect, it } from 'vitest'
import { aligned, allowedMove, around, distributed, handlesOf, resized } from './geometry'
import { snapMove, snapResize } from './snap'
import type { Box } from './template'

const label = { width: 50, height: 25 }
const box = (x: number, y: number, w: number, h: number): Box => ({ x, y, w, h })

describe('boxes', () => {
  it('are surrounded', () => expect(around([box(1, 2, 3, 4), box(10, 0, 5, 1)])).toEqual(box(1, 0, 14, 6)))

  it.each([
    ['freely', { x: 2, y: 3 }, { x: 2, y: 3 }],
    ['not beyond the left and the top', { x: -20, y: -20 }, { x: -5, y: -5 }],
    ['not beyond the right and the bottom', { x: 100, y: 100 }, { x: 35, y: 15 }],
  ])('move %s', (_, by, want) => expect(allowedMove(box(5, 5, 10, 5), by, label)).toEqual(want))

  it('that are larger than the label stay at its beginning', () =>
    expect(allowedMove(box(0, 0, 60, 5), { x: 4, y: 0 }, label)).toEqual({ x: 0, y: 0 }))

  it.each([
    ['se', { x: 3, y: 2 }, box(5, 5, 13, 7)],
    ['nw', { x: -2, y: 1 }, box(3, 6, 12, 4)],
    ['e', { x: 90, y: 9 }, box(5, 5, 45, 5)],
    ['w', { x: 90, y: 0 }, box(14.5, 5, 0.5, 5)],
    ['n', { x: 0, y: -90 }, box(5, 0, 10, 10)],
  ] as const)('are held at %s', (handle, by, want) =>
    expect(resized(box(5, 5, 10, 5), handle, by, label, 'box')).toEqual(want),
  )

  it('of lines keep their direction', () => {
    expect(resized(box(5, 5, 10, 0), 'e', { x: 2, y: 7 }, label, 'line')).toEqual(box(5, 5, 12, 0))
    expect(resized(box(5, 5, 0, 10), 's', { x: 2, y: 3 }, label, 'line')).toEqual(box(5, 5, 0, 13))
    expect(handlesOf('line', box(0, 0, 5, 0))).toEqual(['w', 'e'])
    expect(handlesOf('line', box(0, 0, 0, 5))).toEqual(['n', 's'])
    expect(handlesOf('text', box(0, 0, 5, 5))).toHaveLength(8)
  })
})

describe('alignment', () => {
  const three = [box(1, 1, 4, 2), box(10, 5, 2, 4), box(20, 3, 10, 1)]
  it.each([
    ['left', [1, 1, 1], 'x'],
    ['right', [26, 28, 20], 'x'],
    ['center', [13.5, 14.5, 10.5], 'x'],
    ['top', [1, 1, 1], 'y'],
    ['bottom', [7, 5, 8], 'y'],
    ['middle', [4, 3, 4.5], 'y'],
  ] as const)('%s, among themselves', (how, want, axis) =>
    expect(aligned(three, how, label).map((one) => one[axis])).toEqual(want),
  )
  it('of one is on the label', () => {
    expect(aligned([box(1, 1, 10, 5)], 'center', label)).toEqual([box(20, 1, 10, 5)])
    expect(aligned([box(1, 1, 10, 5)], 'bottom', label)).toEqual([box(1, 20, 10, 5)])
  })
  it('spreads with even gaps, in the order in which they stand', () => {
    expect(distributed([box(20, 0, 10, 1), box(0, 0, 4, 1), box(5, 0, 2, 1)], 'x').map((one) => one.x)).toEqual([
      20, 0, 11,
    ])
    expect(distributed([box(0, 0, 1, 1), box(9, 9, 1, 1)], 'y')).toEqual([box(0, 0, 1, 1), box(9, 9, 1, 1)])
  })
})

describe('snapping', () => {
  const snapping = { on: true, grid: 1, reach: 0.8 }
  const other = box(20, 10, 10, 5)
  it('draws an edge to an edge of another', () => {
    const { by, guides } = snapMove(box(20.5, 3.2, 6, 2), [other], label, snapping)
    expect(by.x).toBeCloseTo(-0.5)
    expect(guides.x).toEqual([20])
  })
  it('draws a middle to the middle of the label', () => {
    const { by, guides } = snapMove(box(21.7, 3, 6, 2), [], label, snapping)
    expect(by.x).toBeCloseTo(0.3)
    expect(guides.x).toEqual([25])
  })
  it('falls back to the grid', () => {
    const { by, guides } = snapMove(box(3.3, 6.6, 7, 3), [], label, snapping)
    expect(by.x).toBeCloseTo(-0.3)
    expect(by.y).toBeCloseTo(0.4)
    expect(guides).toEqual({ x: [], y: [] })
  })
  it('is off when it is off', () =>
    expect(snapMove(box(3.3, 6.6, 7, 3), [other], label, { ...snapping, on: false })).toEqual({
      by: { x: 0, y: 0 },
      guides: { x: [], y: [] },
    }))
  it('moves only the edges that are held', () => {
    const { by, guides } = snapResize(box(1.3, 1.3, 18.5, 4.1), 'e', [other], label, snapping)
    expect(by.x).toBeCloseTo(0.2)
    expect(by.y).toBe(0)
    expect(guides).toEqual({ x: [20], y: [] })
  })
})
