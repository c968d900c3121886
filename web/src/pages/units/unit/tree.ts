// A flat list of links (one unit inside another) as a tree. Pure.
import type { components } from '@/api/schema'

export type Link = components['schemas']['Link']
export type Node = { link: Link; children: Node[] }

/** Of the contents of a unit: every link says what it is inside of. */
export function treeOf(root: number, links: readonly Link[]): Node[] {
  const inside = new Map<number, Link[]>()
  for (const link of links) {
    const at = link.inside ?? root
    inside.set(at, [...(inside.get(at) ?? []), link])
  }
  const grow = (id: number, above: ReadonlySet<number>): Node[] =>
    (inside.get(id) ?? []).map((link) => ({
      link,
      children: above.has(link.unit.id) ? [] : grow(link.unit.id, new Set([...above, link.unit.id])),
    }))
  return grow(root, new Set([root]))
}

/** Of what a unit is in now: the chain from the outermost down to it. */
export function chainOf(forward: readonly Link[]): Link[] {
  return forward.filter((link) => !link.to).sort((a, b) => b.depth - a.depth)
}
