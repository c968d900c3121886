// A label's template as the server has it (src/label/template.h), and what a new one begins with. Pure. What is allowed is the
// server's to say; the limits here only keep a hand from going where nothing can come of it.

export const targets = ['unit', 'package', 'location', 'product'] as const
export type Target = (typeof targets)[number]

/** Millimetres from the label's top left corner. */
export type Box = { x: number; y: number; w: number; h: number }

export const kinds = ['text', 'symbol', 'line', 'box', 'image'] as const
export type Kind = (typeof kinds)[number]

export const symbologies = [
  'qr',
  'gs1_dl_qr',
  'gs1_qr',
  'datamatrix',
  'gs1_datamatrix',
  'code128',
  'gs1_128',
  'code39',
  'ean13',
  'upca',
  'ean8',
  'itf14',
] as const
export type Symbology = (typeof symbologies)[number]

export type Align = 'left' | 'center' | 'right'
export type Valign = 'top' | 'middle' | 'bottom'

/** One element with every member that any kind has; what a kind has not is left out. */
export type LabelElement = Box & {
  kind: Kind
  content?: string
  align?: Align
  valign?: Valign
  rotation?: number
  /** Text: points. */
  size?: number
  weight?: 'normal' | 'bold'
  font?: 'sans' | 'mono'
  fit?: 'shrink' | 'ellipsis' | 'wrap'
  /** Line and box: millimetres. */
  thickness?: number
  filled?: boolean
  /** Image: base64. */
  png?: string
  symbology?: Symbology
  /** Millimetres of the narrowest bar; 0: as wide as fits. */
  module?: number
  level?: 'L' | 'M' | 'Q' | 'H'
  /** The content below a symbol in letters. */
  text?: boolean
}

export type Sheet = {
  layout: 'sheet'
  width: number
  height: number
  left?: number
  top?: number
  columns: number
  rows: number
  gap_x?: number
  gap_y?: number
}

export type Template = {
  name: string
  for: Target
  width: number
  height: number
  page?: { layout: 'roll' } | Sheet
  elements: LabelElement[]
}

export const LEAST_MM = 0.5
export const MOST_MM = 500
export const MOST_ELEMENTS = 60
export const IMAGE_BYTES = 256 * 1024

/** A hundredth of a millimetre is less than a dot of any printer. */
export function mm(value: number): number {
  return Math.round(value * 100) / 100
}

export function isLinear(symbology: Symbology | undefined): boolean {
  return symbology !== undefined && symbologies.indexOf(symbology) >= symbologies.indexOf('code128')
}

/** What a symbol of this kind says at first, of such a thing. */
export function contentFor(symbology: Symbology, target: Target): string {
  const code = {
    unit: '{unit.serial}',
    package: '{package.code}',
    location: '{location.code}',
    product: '{product.sku}',
  }
  const retail: Partial<Record<Symbology, string>> = {
    ean13: '{product.ean}',
    itf14: '{product.gtin}',
    upca: '012345678905',
    ean8: '95060003',
  }
  if (symbology === 'gs1_dl_qr') return '{link}'
  if (symbology.startsWith('gs1_')) return '{gs1}'
  if (target === 'unit' || target === 'product') return retail[symbology] ?? code[target]
  return symbology === 'ean13'
    ? '9506000134352'
    : symbology === 'itf14'
      ? '09506000134352'
      : (retail[symbology] ?? code[target])
}

const FIRST: Record<Kind, (target: Target) => Omit<LabelElement, 'kind' | 'x' | 'y'>> = {
  text: (target) => ({ w: 25, h: 4, content: contentFor('code128', target), size: 8 }),
  symbol: (target) => ({ w: 12, h: 12, symbology: 'gs1_datamatrix', content: contentFor('gs1_datamatrix', target) }),
  line: () => ({ w: 20, h: 0, thickness: 0.25 }),
  box: () => ({ w: 15, h: 10, thickness: 0.25 }),
  image: () => ({ w: 10, h: 10, png: '' }),
}

/** A new element in the middle of the label, no larger than it. */
export function newElement(kind: Kind, template: Pick<Template, 'for' | 'width' | 'height'>): LabelElement {
  const first = FIRST[kind](template.for)
  const w = Math.min(first.w, template.width)
  const h = Math.min(first.h, template.height)
  return { kind, x: mm((template.width - w) / 2), y: mm((template.height - h) / 2), ...first, w, h }
}

export function newTemplate(name: string, target: Target, width: number, height: number): Template {
  const label = { for: target, width, height }
  const side = Math.min(12, width - 2, height - 2)
  const symbol = { ...newElement('symbol', label), x: 1, y: mm((height - side) / 2), w: side, h: side }
  const room = mm(width - side - 4)
  const text = { ...newElement('text', label), x: mm(side + 3), w: room }
  return { name, ...label, elements: room >= 8 ? [symbol, text] : [symbol] }
}

const of = (label: { width: number; height: number }, page: Omit<Sheet, 'layout'>) => ({
  ...label,
  page: { layout: 'sheet' as const, ...page },
})

export type Paper = { width: number; height: number; page?: Sheet }

/** Papers that are often used, to begin with. */
export const papers: Record<string, Paper> = {
  '50x25': { width: 50, height: 25 },
  '70x30': { width: 70, height: 30 },
  '100x150': { width: 100, height: 150 },
  '12x12': { width: 12, height: 12 },
  l7159: of(
    { width: 63.5, height: 33.9 },
    { width: 210, height: 297, left: 7.25, top: 12.9, columns: 3, rows: 8, gap_x: 2.5, gap_y: 0 },
  ),
  l7651: of(
    { width: 38.1, height: 21.2 },
    { width: 210, height: 297, left: 4.75, top: 10.7, columns: 5, rows: 13, gap_x: 2.5, gap_y: 0 },
  ),
  '5160': of(
    { width: 66.7, height: 25.4 },
    { width: 215.9, height: 279.4, left: 4.76, top: 12.7, columns: 3, rows: 10, gap_x: 3.18, gap_y: 0 },
  ),
}
