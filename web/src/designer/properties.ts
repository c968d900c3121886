// What can be said of an element, as a table: the property panel is made from it. Pure.
import { isLinear, type Kind, type LabelElement, symbologies } from './template'

export type Property = {
  name: keyof LabelElement
  input: 'mm' | 'points' | 'choice' | 'flag' | 'content' | 'picture'
  choices?: readonly (string | number)[]
  least?: number
  most?: number
  /** What holds when nothing is said; setting it takes the member away. */
  usual?: string | number | boolean
  /** Only for some elements of the kind. */
  when?: (element: LabelElement) => boolean
}

const place: Property[] = [
  { name: 'x', input: 'mm', least: 0 },
  { name: 'y', input: 'mm', least: 0 },
  { name: 'w', input: 'mm', least: 0.5, when: ({ kind, w }) => kind !== 'line' || w > 0 },
  { name: 'h', input: 'mm', least: 0.5, when: ({ kind, h }) => kind !== 'line' || h > 0 },
]
const align = (usual: string): Property[] => [
  { name: 'align', input: 'choice', choices: ['left', 'center', 'right'], usual },
  { name: 'valign', input: 'choice', choices: ['top', 'middle', 'bottom'], usual: 'middle' },
]
const rotation: Property = { name: 'rotation', input: 'choice', choices: [0, 90, 180, 270], usual: 0 }
const thickness: Property = { name: 'thickness', input: 'mm', least: 0.05, most: 20, usual: 0.25 }
const isQr = ({ symbology }: LabelElement) => symbology?.endsWith('qr') ?? false

export const propertiesOf: Record<Kind, Property[]> = {
  text: [
    { name: 'content', input: 'content' },
    { name: 'size', input: 'points', least: 4, most: 200, usual: 8 },
    { name: 'weight', input: 'choice', choices: ['normal', 'bold'], usual: 'normal' },
    { name: 'font', input: 'choice', choices: ['sans', 'mono'], usual: 'sans' },
    { name: 'fit', input: 'choice', choices: ['shrink', 'ellipsis', 'wrap'], usual: 'shrink' },
    ...align('left'),
    rotation,
    ...place,
  ],
  symbol: [
    { name: 'symbology', input: 'choice', choices: symbologies },
    { name: 'content', input: 'content' },
    { name: 'module', input: 'mm', least: 0, most: 5, usual: 0 },
    { name: 'level', input: 'choice', choices: ['L', 'M', 'Q', 'H'], usual: 'M', when: isQr },
    { name: 'text', input: 'flag', usual: true, when: ({ symbology }) => isLinear(symbology) },
    ...align('center'),
    rotation,
    ...place,
  ],
  line: [thickness, ...place],
  box: [thickness, { name: 'filled', input: 'flag', usual: false }, ...place],
  image: [{ name: 'png', input: 'picture' }, ...align('center'), ...place],
}

export function shownProperties(element: LabelElement): Property[] {
  return propertiesOf[element.kind].filter((property) => property.when?.(element) ?? true)
}

/** What to store for it: the usual is not said. */
export function storedAs(property: Property, value: string | number | boolean): string | number | boolean | undefined {
  return value === property.usual ? undefined : value
}

/** A symbol of another kind has not the members that only the former had. */
export function symbologyMembers(element: LabelElement, symbology: LabelElement['symbology']): Partial<LabelElement> {
  const next = { ...element, symbology }
  return {
    symbology,
    level: isQr(next) ? element.level : undefined,
    text: isLinear(symbology) ? element.text : undefined,
  }
}

/** The refusal of a name that is none says which there are: "...; these are: unit.serial, product.sku". */
export function namesIn(detail: string): string[] {
  const list = /these are: (.+?)\.?$/s.exec(detail)?.[1] ?? ''
  return list
    .split(', ')
    .map((name) => name.trim())
    .filter((name) => /^[a-z0-9_.]+$/.test(name))
}
