// Codes as pictures, to be scanned off the screen. bwip-js is large: only what shows such a code loads this file.
import { code128, datamatrix, drawingSVG, qrcode } from 'bwip-js/browser'

const encoders = { datamatrix, qrcode, code128 }
export type SymbolKind = keyof typeof encoders

/** An address for <img>. Throws when the text cannot be encoded so. */
export function symbolUrl(kind: SymbolKind, text: string): string {
  const linear = kind === 'code128' ? { height: 12 } : {}
  const svg = encoders[kind]({ bcid: kind, text, scale: 2, ...linear }, drawingSVG())
  return `data:image/svg+xml,${encodeURIComponent(String(svg))}`
}
