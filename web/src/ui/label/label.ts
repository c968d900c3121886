// What stands on a label, and how big labels are. Pure.

export type Thing =
  | {
      kind: 'unit'
      id: number
      product: string
      serial: string
      productName?: string
      gtin?: string | null
      lot?: string
    }
  | { kind: 'location'; code: string; name?: string }
  | { kind: 'product'; sku: string; name: string; gtin?: string | null }
  | { kind: 'package'; code: string }

export type SymbolKind = 'datamatrix' | 'qrcode' | 'code128'

export type Label = {
  /** The big line: what a person reads out. */
  code: string
  /** Smaller lines under it. */
  lines: string[]
  /** What the symbol says: an encoder of bwip-js and its text. */
  symbol: { encoder: string; text: string }
}

/** Millimetres. `sheet`: how many stand on an A4 page; otherwise a label is a page of its own. */
export type LabelSize = { id: string; width: number; height: number; sheet?: { columns: number; rows: number } }

export const labelSizes: LabelSize[] = [
  { id: '50x25', width: 50, height: 25 },
  { id: '70x30', width: 70, height: 30 },
  { id: '100x150', width: 100, height: 150 },
  { id: '12x12', width: 12, height: 12 },
  { id: 'a4-3x8', width: 70, height: 37, sheet: { columns: 3, rows: 8 } },
]

export function sizeOf(id: string | null | undefined): LabelSize {
  return labelSizes.find((size) => size.id === id) ?? { id: '50x25', width: 50, height: 25 }
}

// GS1 General Specifications 7.11: the 82 characters of AI (21), of which 20 at most.
const GS1_SERIAL = /^[!-"%-?A-Z_a-z]{1,20}$/

/** (01) and (21) where the product has a GTIN and the serial may stand in one; otherwise the code itself. */
function symbolOf(kind: SymbolKind, code: string, gtin?: string | null): Label['symbol'] {
  if (!gtin || !GS1_SERIAL.test(code)) return { encoder: kind, text: code }
  const encoder = { datamatrix: 'gs1datamatrix', qrcode: 'gs1qrcode', code128: 'gs1-128' }[kind]
  return { encoder, text: `(01)${gtin.padStart(14, '0')}(21)${code}` }
}

export function labelOf(thing: Thing, kind: SymbolKind): Label {
  switch (thing.kind) {
    case 'unit': {
      const lines = [thing.productName ?? thing.product, ...(thing.lot ? [thing.lot] : [])]
      return { code: thing.serial, lines, symbol: symbolOf(kind, thing.serial, thing.gtin) }
    }
    case 'location':
      return { code: thing.code, lines: thing.name ? [thing.name] : [], symbol: { encoder: kind, text: thing.code } }
    case 'product':
      return { code: thing.sku, lines: [thing.name], symbol: { encoder: kind, text: thing.gtin ?? thing.sku } }
    case 'package':
      return { code: thing.code, lines: [], symbol: { encoder: kind, text: thing.code } }
  }
}

/** The labels of each printed page. */
export function pagesOf<T>(labels: T[], size: LabelSize): T[][] {
  const each = size.sheet ? size.sheet.columns * size.sheet.rows : 1
  return Array.from({ length: Math.ceil(labels.length / each) }, (_, page) =>
    labels.slice(page * each, (page + 1) * each),
  )
}
