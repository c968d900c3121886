// Rectangles in millimetres: moved, resized, aligned. Pure.
import { type Box, type Kind, LEAST_MM, mm } from './template'

export type Size = { width: number; height: number }
/** Which edges a hand has hold of. */
export type Handle = 'n' | 's' | 'e' | 'w' | 'ne' | 'nw' | 'se' | 'sw'

export function boxOf({ x, y, w, h }: Box): Box {
  return { x, y, w, h }
}

/** The smallest box around all of them. */
export function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  const right = Math.max(...boxes.map((box) => box.x + box.w))
  const bottom = Math.max(...boxes.map((box) => box.y + box.h))
  return { x: mm(x), y: mm(y), w: mm(right - x), h: mm(bottom - y) }
}

const between = (value: number, least: number, most: number) => Math.min(Math.max(value, least), Math.max(least, most))

/** As far as the whole of it may be moved without leaving the label. */
export function allowedMove(whole: Box, by: { x: number; y: number }, label: Size): { x: number; y: number } {
  return {
    x: mm(between(whole.x + by.x, 0, label.width - whole.w) - whole.x),
    y: mm(between(whole.y + by.y, 0, label.height - whole.h) - whole.y),
  }
}

export function moved(box: Box, by: { x: number; y: number }): Box {
  return { x: mm(box.x + by.x), y: mm(box.y + by.y), w: box.w, h: box.h }
}

/** The box with the held edges moved; no smaller than can be, not beyond the label. A line keeps its direction. */
export function resized(box: Box, handle: Handle, by: { x: number; y: number }, label: Size, kind: Kind): Box {
  let { x, y } = box
  let right = x + box.w
  let bottom = y + box.h
  const flat = kind === 'line' && box.h === 0
  const upright = kind === 'line' && box.w === 0
  if (!upright && handle.includes('w')) x = between(x + by.x, 0, right - LEAST_MM)
  if (!upright && handle.includes('e')) right = between(right + by.x, x + LEAST_MM, label.width)
  if (!flat && handle.includes('n')) y = between(y + by.y, 0, bottom - LEAST_MM)
  if (!flat && handle.includes('s')) bottom = between(bottom + by.y, y + LEAST_MM, label.height)
  return { x: mm(x), y: mm(y), w: mm(right - x), h: mm(bottom - y) }
}

/** Handles that make sense: a line has two. */
export function handlesOf(kind: Kind, box: Box): Handle[] {
  if (kind !== 'line') return ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w']
  return box.h === 0 ? ['w', 'e'] : ['n', 's']
}

export const alignments = ['left', 'center', 'right', 'top', 'middle', 'bottom'] as const
export type Alignment = (typeof alignments)[number]

/** Several among themselves; one alone on the label. */
export function aligned(boxes: readonly Box[], how: Alignment, label: Size): Box[] {
  const frame = boxes.length > 1 ? around(boxes) : { x: 0, y: 0, w: label.width, h: label.height }
  const at: Record<Alignment, (box: Box) => Partial<Box>> = {
    left: () => ({ x: frame.x }),
    center: (box) => ({ x: frame.x + (frame.w - box.w) / 2 }),
    right: (box) => ({ x: frame.x + frame.w - box.w }),
    top: () => ({ y: frame.y }),
    middle: (box) => ({ y: frame.y + (frame.h - box.h) / 2 }),
    bottom: (box) => ({ y: frame.y + frame.h - box.h }),
  }
  return boxes.map((box) => {
    const next = { ...box, ...at[how](box) }
    return { x: mm(next.x), y: mm(next.y), w: box.w, h: box.h }
  })
}

export type Direction = 'x' | 'y'

/** The same gap between each and the next; the outermost two stay. Fewer than three stay as they are. */
export function distributed(boxes: readonly Box[], along: Direction): Box[] {
  if (boxes.length < 3) return boxes.map(boxOf)
  const length = along === 'x' ? 'w' : 'h'
  const order = boxes.map((_, index) => index).sort((a, b) => boxAt(boxes, a)[along] - boxAt(boxes, b)[along])
  const whole = around(boxes)
  const taken = boxes.reduce((sum, box) => sum + box[length], 0)
  const gap = (whole[length] - taken) / (boxes.length - 1)
  const result = boxes.map(boxOf)
  let at = whole[along]
  for (const index of order) {
    const box = boxAt(result, index)
    box[along] = mm(at)
    at += box[length] + gap
  }
  return result
}

function boxAt(boxes: readonly Box[], index: number): Box {
  const box = boxes[index]
  if (!box) throw new RangeError(`no box ${index}`)
  return box
}
