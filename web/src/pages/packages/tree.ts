// Packages inside a package as a tree. Pure.
import type { components } from '@/api/schema'

export type Package = components['schemas']['Package']
export type Node = { code: string; units: number; children: Node[] }

/** In the order of the codes; `all` counts what is nested as well. */
export function treeOf(inside: Package['packages'], root: string): Node[] {
  const children = new Map<string, Node[]>()
  const nodes = new Map(inside.map((one) => [one.code, { code: one.code, units: one.units, children: [] as Node[] }]))
  for (const one of inside) {
    const node = nodes.get(one.code)
    if (node) children.set(one.inside, [...(children.get(one.inside) ?? []), node])
  }
  for (const [code, node] of nodes) node.children = children.get(code) ?? []
  return children.get(root) ?? []
}

export function unitsIn(node: Node): number {
  return node.units + node.children.reduce((sum, child) => sum + unitsIn(child), 0)
}

/** Units that lie in the package itself, in none of the nested ones. */
export function unitsDirectly(whole: number, nodes: Node[]): number {
  return whole - nodes.reduce((sum, node) => sum + unitsIn(node), 0)
}

/** What can be done with all that is in a package: of what is allowed for a unit in it, what takes a whole package. */
const WHOLE = ['deliver', 'ship', 'move', 'unpack', 'receive', 'return', 'void_shipment']

export function wholeCommands(allowed: readonly string[] | undefined): string[] {
  return WHOLE.filter((command) => allowed?.includes(command))
}
