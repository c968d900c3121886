// What a dragged box is drawn to: edges and middles of the others and of the label, and the grid when none of these is near. Pure.
import type { Handle, Size } from './geometry'
import { type Box, mm } from './template'

export type Snapping = {
  on: boolean
  /** Millimetres between lines of the grid. */
  grid: number
  /** Millimetres within which something draws. */
  reach: number
}

/** Where lines are drawn to show what it has been drawn to. */
export type Guides = { x: number[]; y: number[] }
export type Snapped = { by: { x: number; y: number }; guides: Guides }

type Span = { from: number; length: number }
const thirds = ({ from, length }: Span) => [from, from + length / 2, from + length]

function lines(others: readonly Span[], whole: number): number[] {
  return [...thirds({ from: 0, length: whole }), ...others.flatMap(thirds)]
}

/** The smallest shift that brings one of `edges` onto one of `to`; null: none is within reach. */
function nearest(edges: readonly number[], to: readonly number[], reach: number): { by: number; at: number } | null {
  let best: { by: number; at: number } | null = null
  for (const edge of edges)
    for (const at of to) {
      const by = at - edge
      if (Math.abs(by) <= reach && (best === null || Math.abs(by) < Math.abs(best.by) - 1e-9)) best = { by, at }
    }
  return best
}

function along(edges: readonly number[], to: readonly number[], lead: number, snapping: Snapping) {
  if (!snapping.on) return { by: 0, guides: [] }
  const found = nearest(edges, to, snapping.reach)
  if (found) return { by: found.by, guides: [mm(found.at)] }
  return { by: Math.round(lead / snapping.grid) * snapping.grid - lead, guides: [] }
}

const across = (box: Box): Span => ({ from: box.x, length: box.w })
const down = (box: Box): Span => ({ from: box.y, length: box.h })

/** How much further a box that was moved to `box` should go. */
export function snapMove(box: Box, others: readonly Box[], label: Size, snapping: Snapping): Snapped {
  const x = along(thirds(across(box)), lines(others.map(across), label.width), box.x, snapping)
  const y = along(thirds(down(box)), lines(others.map(down), label.height), box.y, snapping)
  return { by: { x: x.by, y: y.by }, guides: { x: x.guides, y: y.guides } }
}

/** How much further the held edges of a box should go. */
export function snapResize(box: Box, handle: Handle, others: readonly Box[], label: Size, snapping: Snapping): Snapped {
  const edge = (low: string, high: string, span: Span) =>
    handle.includes(low) ? span.from : handle.includes(high) ? span.from + span.length : null
  const one = (at: number | null, to: number[]) => (at === null ? { by: 0, guides: [] } : along([at], to, at, snapping))
  const x = one(edge('w', 'e', across(box)), lines(others.map(across), label.width))
  const y = one(edge('n', 's', down(box)), lines(others.map(down), label.height))
  return { by: { x: x.by, y: y.by }, guides: { x: x.guides, y: y.guides } }
}
